package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.shape.Program;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static Sizes sizes(Program program, Map<String, Long> given) {
        return new Sampler(program, 1).sizes(given).orElseThrow();
    }

    private static long size(Sizes sizes, String dim) {
        return sizes.named(dim).orElseThrow();
    }

    @Test
    void sizesAreSmallAndDifferent() {
        Program program = Example.check("dim N, M, D\nparam A[N,M], B[M,D]\nf = sum(A*B)");
        Sizes sizes = sizes(program, Map.of());
        Set<Long> numbers = new HashSet<>(List.of(size(sizes, "N"), size(sizes, "M"), size(sizes, "D")));

        assertEquals(Set.of(2L, 3L, 4L), numbers);
        assertEquals(7, size(sizes(program, Map.of("M", 7L)), "M"));
    }

    @Test
    void sizesFitTheDerivedOnesAndTheReads() {
        Program program = Example.check("dim S, K, R = S - K + 1, H = R/2 - 4\nparam x[S], w[K]\n"
                + "y[i] = sum(w[p]*x[2*i+p] for p) where i in H\nf = sum(y)");
        Sizes sizes = sizes(program, Map.of());

        assertTrue((size(sizes, "S") - size(sizes, "K") + 1) / 2 - 4 >= 1);
        assertTrue(sizes.fit(program));
        assertTrue(new Sampler(program, 1).sizes(Map.of("S", 3L)).isEmpty());
    }

    @Test
    void aSizeOutOfReachOfSmallNumbersIsFound() {
        Program program = Example.check("dim D, H = D - 784\nparam x[H]\nf = sum(x)");

        assertTrue(size(sizes(program, Map.of()), "D") > 784);
    }

    @Test
    void aPointIsFiniteAndTheSameForASeed() {
        Example example = Example.of(
                "dim N, C", "param w[N], s[N] = 5", "input y[N] in C", "f = sum(log(w)) + sum(s) + sum(y[n] for n)");
        Sizes sizes = Sizes.of(Map.of("N", 40L, "C", 3L));
        Interpreter interpreter = new Interpreter(example.program(), sizes);
        Point point =
                new Sampler(example.program(), 3).point(interpreter, Map.of()).orElseThrow();
        Point again =
                new Sampler(example.program(), 3).point(interpreter, Map.of()).orElseThrow();

        assertTrue(Arrays.stream(point.get(example.variable("w"))).allMatch(w -> w > 0), "positive after 100 tries");
        assertTrue(Arrays.stream(point.get(example.variable("s"))).allMatch(s -> Math.abs(s - 5) < 2.5));
        assertTrue(Arrays.stream(point.indices(example.variable("y"))).allMatch(y -> y >= 0 && y < 3));
        assertEquals(
                3,
                Arrays.stream(point.indices(example.variable("y"))).distinct().count());
        assertArrayEquals(point.get(example.variable("w")), again.get(example.variable("w")));
    }

    @Test
    void valuesThatAreGivenStay() {
        Example example = Example.of("param a, b", "f = a + b");
        Interpreter interpreter = new Interpreter(example.program(), Sizes.of(Map.of()));
        Point point = new Sampler(example.program(), 3)
                .point(interpreter, Map.of(example.variable("a"), new double[] {42}))
                .orElseThrow();

        assertEquals(42, point.get(example.variable("a"))[0]);
    }

    @Test
    void whereNothingIsFiniteThereIsNoPoint() {
        Example example = Example.of("param a", "f = log(-abs(a))");
        Interpreter interpreter = new Interpreter(example.program(), Sizes.of(Map.of()));

        assertTrue(
                new Sampler(example.program(), 3).point(interpreter, Map.of()).isEmpty());
    }

    @Test
    void aDerivedSizeFollowsFromTheOpenOnes() {
        Program program = Example.check("dim N, M = 3, K = N*M - N/2\nparam x[K]\nf = sum(x)");

        assertEquals(13, Sizes.of(Map.of("N", 5L)).count(program.params().get(0).type()));
    }
}
