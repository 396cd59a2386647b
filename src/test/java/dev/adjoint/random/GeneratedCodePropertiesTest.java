package dev.adjoint.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Over random programs: what the generated class computes is what the interpreter computes, in the reference schedule bit
 * for bit, and its gradients
 * for params and inputs are those of the dual numbers but for rounding.
 */
class GeneratedCodePropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 120, seed = "20261124")
    void generatedCodeAgreesWithTheInterpreter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        agree(Programs.withStops(seed, size), seed);
    }

    @Property(tries = 80, seed = "20261124")
    void loopsInGeneratedCodeAgreeWithTheInterpreter(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int size,
            @ForAll @IntRange(min = 1, max = 2) int loops) {
        agree(Programs.withLoops(seed, size, loops), seed);
    }

    /** A loop that carries nothing is a definition by index; one that carries a sum is a sum. */
    @Property(tries = 40, seed = "20261124")
    void definitionsByIndexAndSumsAreLoops(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int size) {
        String byIndex = Programs.withLoops(seed, size, 0);
        String asLoops = Programs.asLoops(seed, size, 0);
        Trial one = Trial.of(byIndex, typed(byIndex), seed);
        Trial other = Trial.of(asLoops, typed(asLoops), seed);
        assertEquals(one.evaluate().value(one.loss()), other.evaluate().value(other.loss()), byIndex + "\n" + asLoops);
        agree(asLoops, seed);
    }

    /** The guard of an accumulation is a condition on its subscript as well. */
    @Example
    void theNeedOfAReadThatIsInRangeOnOneSideOnly() {
        agree("""
                dim M, P
                param w[M,P]
                input x4[M,M], t2 in M
                h = if 0.25 > 0 then x4[:, t2]/2 else (w*w[t2, :])
                g[i,j] = (if i == 0 then 1 else h[i - 1]) where i in M, j in P
                loss = norm(g)
                """, 1);
    }

    /** Two definitions that share a loop name its indices differently. */
    @Example
    void sharedLoopsDoNotMixUpTheirIndices() {
        agree("""
                dim N, M, K
                param  w3[M], w9[M,N]
                h5 = w3/1
                h10[i,j,k] = max(abs((w9*w9[i, :]) - h5)) where j in K, k in N
                loss = norm(h10)
                """, 1);
    }

    private static void agree(String text, long seed) {
        Source source = new Source("random.ad", text);
        for (Options.Schedule schedule : Options.Schedule.values()) {
            Options options = Options.defaults().wrt(realInputs(source)).with(schedule);
            Compilation compilation = Compiler.compile(source, options);
            if (compilation.failed()) {
                throw new AssertionError(compilation.diagnostics().all() + "\n" + text);
            }
            Agreement.check(compilation, options, seed);
        }
    }

    private static Program typed(String text) {
        return Compiler.compile(new Source("random.ad", text), Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow();
    }

    private static List<String> realInputs(Source source) {
        return Compiler.compile(source, Options.defaults(), Phase.TYPED).program().stream()
                .flatMap(p -> p.inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .map(Variable::name)
                .toList();
    }
}
