package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes that cannot be, and whole numbers at the ends of their range. */
class SizesTest {

    private static String refusal(Made made, Integer... sizes) {
        return assertThrows(IllegalArgumentException.class, () -> made.instance(sizes))
                .getMessage();
    }

    @Test
    void everySizeIsAtLeastOne() {
        Made made = Made.of("dim D, H\nparam W[H,D]\ninput x[D]\nf = W*x\n");
        assertEquals("D must be at least 1: it is 0", refusal(made, 0, 2));
        assertEquals("H must be at least 1: it is -5", refusal(made, 1, -5));
    }

    @Test
    void theLargestArrayIsNamed() {
        Made made = Made.of("dim D, H\nparam W[H,D], b[H]\ninput x[D]\nf = W*x + b\n");
        assertEquals(
                "too large: theta, H*D + H, would have 2500050000 numbers, and an array holds at most 2147483639",
                refusal(made, 50_000, 50_000));
        Made wide = Made.of("dim D, H\nparam b[H]\ninput X[H,D]\nf = X'*b\n");
        assertEquals(
                "too large: X[H,D] would have 2500000000 numbers, and an array holds at most 2147483639",
                refusal(wide, 50_000, 50_000));
    }

    @Test
    void requirementsAreSaidWithNumbers() {
        Made made = Made.of("""
                dim S, K
                dim SO = S - K + 1
                param F[K,K]
                input img[S,S]
                conv[i,j] = sum(F[p,q]*img[i+p,j+q] for p, q) where i in SO, j in SO
                f = sum(conv)
                """);
        String message = refusal(made, 1, 4);
        assertEquals("S - K + 1, the size of SO, must be at least 1: it is -2 for S = 1, K = 4", message);
        Object conv = made.instance(5, 2);
        call(conv, "S", 3);
        message = assertThrows(IllegalArgumentException.class, () -> call(conv, "S", 1))
                .getMessage();
        assertEquals("S - K + 1, the size of SO, must be at least 1: it is 0 for S = 1, K = 2", message);
        double[] img = new double[9];
        Arrays.setAll(img, k -> k);
        call(conv, "img", (Object) img);
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                sum += img[3 * i + j] + 10 * img[3 * i + j + 1] + 100 * img[3 * i + j + 3] + 1000 * img[3 * i + j + 4];
            }
        }
        assertEquals(sum, call(conv, "value", (Object) new double[] {1, 10, 100, 1000}));
    }

    @Test
    void aDimWithWhichAnArrayGrowsIsNotSettable() {
        Made made = Made.of("""
                dim N, M
                dim R = N - M
                param w
                input x[N], u[M]
                y[i] = w*x[i + M] where i in R
                f = sum(y) + sum(u)
                output f, y
                """);
        Object object = made.instance(5, 2);
        call(object, "N", 4);
        assertThrows(LinkageError.class, () -> call(object, "M", 1));
    }

    @Test
    void seedsOfOutputsWhoseSizeMaySetBeginBehindThoseThatStay() {
        Made made = Made.of("""
                dim N, T
                param w[N]
                input x[T]
                a[n] = 2*w[n]
                b[t] = sum(w)*x[t]
                c[t] = sum(w)*x[t]^2
                f = sum(a)
                output f, a, b, c
                """);
        Object object = made.instance(3, 2);
        call(object, "x", (Object) new double[] {1, 10});
        call(object, "forward", (Object) new double[] {0, 0, 0});
        double[] g = new double[3];
        call(object, "backward", new double[] {0, 0, 0, 0, 0, 0, 1, 2}, g);
        assertEquals("[201.0, 201.0, 201.0]", Arrays.toString(g));
    }

    @Test
    void wholeNumbersBeyondIntAreRight() {
        Made made = Made.of("dim N, M\nparam w\nf = w*N*M + w*(N*M - 1)\n");
        Object object = made.instance(100_000, 100_000);
        assertEquals(1e10 + (1e10 - 1), call(object, "value", (Object) new double[] {1}));
    }

    @Test
    void aRangeBeyondIntIsRefused() {
        Made made = Made.of("dim N\nparam w\nf = sum(w for i in 0:N*N)\n");
        assertTrue(refusal(made, 100_000).startsWith("too large: "), refusal(made, 100_000));
    }

    @Test
    void constantsBeyondArraysAreRefusedWhenCompiling() {
        List<Diagnostic> found =
                Made.refused("large.ad", "dim A = 100000, B = 100000\nparam W[A,B]\nf = sum(W)\n", Options.defaults());
        assertEquals(Code.E0903, found.get(0).code());
        assertEquals(
                "`W` is 10000000000 long, and a Java array holds at most 2147483639 numbers",
                found.get(0).message());
        found = Made.refused("large.ad", "dim A = 5000000000\nparam w\nf = w*A\n", Options.defaults());
        assertEquals(Code.E0903, found.get(0).code());
    }

    @Test
    void remaindersAndQuotientsFloor() {
        Made made = Made.of("""
                dim N
                param x[N]
                y[i] = sum(x[mod(i - j, N)]*(j + 1) for j in N)
                z[i] = x[i/2] where i in N
                f = sum(y[i]*z[i] for i)
                output f, y, z
                """);
        Object object = made.instance(3);
        call(object, "forward", (Object) new double[] {1, 10, 100});
        assertEquals("[231.0, 312.0, 123.0]", Arrays.toString((double[]) call(object, "y")));
        assertEquals("[1.0, 1.0, 10.0]", Arrays.toString((double[]) call(object, "z")));
    }

    @Test
    void aConstructorTakesSoManyDims() {
        StringBuilder text = new StringBuilder("dim ");
        for (int k = 0; k < 300; k++) {
            text.append(k == 0 ? "" : ", ").append("D").append(k);
        }
        text.append("\nparam w\nf = w\n");
        List<Diagnostic> found = Made.refused("dims.ad", text.toString(), Options.defaults());
        assertEquals(Code.E0903, found.get(0).code());
        assertEquals(
                "300 dims are open, and a Java constructor takes at most 254 numbers",
                found.get(0).message());
    }
}
