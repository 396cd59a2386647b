package dev.adjoint.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.adjoint.Options;
import dev.adjoint.java.Generated;
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

    private static void sameBits(String text, long seed) {
        Drawn plain = Drawn.of(text, PLAIN, Map.of(), seed);
        Drawn shared = Drawn.of(text, SHARED, Map.of(), seed);
        Generated.Instance instance = shared.instance();
        instance.threads(3);
        assertArrayEquals(plain.results(plain.instance()), shared.results(instance), text);
        instance.threads(1);
    }
}
