package dev.adjoint.random;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Derivatives as values over random programs: what the class computes by adjoints and tangents is what the interpreter does
 * by numbers with several ε, and so is the gradient of it.
 */
class DerivativesPropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 60, seed = "20261128")
    void theClassAgreesWithTheInterpreter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int size) {
        String plain = Programs.withStops(seed, size);
        Program program = Compiler.compile(new Source("random.ad", plain), Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow();
        agrees(Derivatives.behind(plain, program, seed), seed);
    }

    /** A product over two indices is a loop in a loop, whose rows a second derivative reads in the next step. */
    @Example
    void secondDerivativesOfAProductOverTwoIndices() {
        agrees("""
                dim H
                param w[H], v[H]
                h = prod(tanh(dot(w, v)/H) for i in H, j in 0:2)
                d = grad(sum(grad(tanh(h + 0.2*v[0]), v)), w)
                total = max(d)
                """, 1);
    }

    private static void agrees(String text, long seed) {
        Compilation compilation = Compiler.compile(new Source("random.ad", text), Options.defaults());
        if (compilation.failed()) {
            throw new AssertionError(compilation.diagnostics().all() + "\n" + text);
        }
        Agreement.nearly(compilation, seed);
    }
}
