package dev.adjoint.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Definition;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random programs: the results are the same bits for every number of threads, however little is shared. */
class ThreadsPropertiesTest {

    private static final Options PLAIN = Options.defaults();
    private static final Options SHARED = PLAIN.threads(OptionalLong.of(1));

    @Property(tries = 60, seed = "20261124")
    void threadsChangeNoBit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        sameBits(Programs.withStops(seed, size), seed);
    }

    @Property(tries = 30, seed = "20261124")
    void threadsChangeNoBitBesideLoops(@ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int size) {
        sameBits(Programs.withLoops(seed, size, 1), seed);
    }

    static void sameBits(String text, long seed) {
        assertArrayEquals(results(text, PLAIN, 1, seed), results(text, SHARED, 3, seed), text);
    }

    private static double[] results(String text, Options options, int threads, long seed) {
        Compilation compilation = Compiler.compile(new Source("random.ad", text), options);
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), options)
                .orElseThrow();
        Trial trial = Trial.of(text, compilation.program().orElseThrow(), Map.of(), seed);
        Generated.Instance instance = Agreement.bound(generated, trial);
        if (options.threads().isPresent()) {
            instance.threads(threads);
        }
        double[] theta = trial.program().params().stream()
                .flatMapToDouble(p -> Arrays.stream(trial.point().get(p)))
                .toArray();
        double[] g = new double[theta.length];
        instance.valueAndGradient(theta, g);
        List<double[]> all = new ArrayList<>(List.of(g));
        for (Definition output : trial.program().outputs()) {
            all.add(instance.output(output));
        }
        if (options.threads().isPresent()) {
            instance.threads(1);
        }
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
