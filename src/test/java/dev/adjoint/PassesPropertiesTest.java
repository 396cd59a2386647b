package dev.adjoint;

import dev.adjoint.java.JavaWriter;
import dev.adjoint.loops.Scheduler;
import dev.adjoint.optimise.Pass;
import dev.adjoint.random.Agreement;
import dev.adjoint.random.Programs;
import dev.adjoint.source.Source;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random programs: the optimiser's passes change nothing, each by itself and all together. */
class PassesPropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 20, seed = "20261124")
    void passesChangeNothing(@ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int size) {
        Source source = new Source("random.ad", Programs.withLoops(seed, size, 1));
        for (Pass left : Pass.values()) {
            agrees(source, EnumSet.complementOf(EnumSet.of(left)), seed);
        }
        agrees(source, EnumSet.noneOf(Pass.class), seed);
    }

    private static void agrees(Source source, Set<Pass> passes, long seed) {
        Options options = Options.defaults();
        Compilation compilation = Compiler.compile(source, options, Phase.ADJOINT);
        if (compilation.failed()) {
            throw new AssertionError(compilation.diagnostics().all() + "\n" + source.text());
        }
        compilation.loops =
                Scheduler.schedule(compilation.program, compilation.adjoint.optimised(compilation.request, passes));
        compilation.java = JavaWriter.write(compilation.loops, options, Compiler.VERSION, compilation.diagnostics())
                .orElseThrow();
        Agreement.check(compilation, options, seed);
    }
}
