package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values, in the reference order of arithmetic. */
class InterpreterTest {

    private static final double NINE = 0.1 + 0.2 + 0.3 + 0.1 + 0.2 + 0.3 + 0.1 + 0.2 + 0.3;

    @Test
    void neuron() {
        Example neuron = Example.of("param w0, w1, w2", "input x0, x1", "f = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))")
                .set("w0", 2)
                .set("w1", -3)
                .set("w2", -3)
                .set("x0", -1)
                .set("x1", -2);

        assertEquals(0.7310585786300049, neuron.value("f"));
        assertEquals(-0.19661193, neuron.gradient("w0")[0], 1e-8);
        assertEquals(-0.39322387, neuron.gradient("w1")[0], 1e-8);
        assertEquals(0.19661193, neuron.gradient("w2")[0], 1e-8);
    }

    /** Formulas of {@code x = 0.5}, {@code v = [3, -4, 12]} and {@code A = [[1, 2, 3], [4, 5, 6]]}. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            sum(v)                                  ; 11
            mean(v)                                 ; 3.6666666666666665
            max(v) - min(v)                         ; 16
            norm(v)                                 ; 13
            logsumexp([0, log(3)])                  ; 1.3862943611198906
            v'*v                                    ; 169
            dot(v, v)                               ; 169
            sum(A*v)                                ; 95
            sum((v'*A')')                           ; 95
            sum(A'*A)                               ; 261
            trace(A*A')                             ; 91
            (v*v')[1,2]                             ; -48
            A'[2,1]                                 ; 6
            A[1,0] + A[0,2]                         ; 7
            sum(A[:,1])                             ; 7
            sum(A[1,1:3])                           ; 11
            sum(v[i]*i for i in 0:3)                ; 20
            sum(A[i,j] for i, j if i != j)          ; 15
            max(A[i,j] for i, j if i == 0)          ; 3
            sum([i*1.5 for i in 2:5])               ; 13.5
            [10, 20, 30][1]                         ; 20
            concat(v, [7, 8])[4]                    ; 8
            [[1, 2], [3, 4]][1,0]                   ; 3
            cross(v, [1, 0, 0])[1]                  ; 12
            softmax([0, log(3)])[1]                 ; 0.75
            -x^2                                    ; -0.25
            2^-1*x                                  ; 0.25
            2^3^2                                   ; 512
            if x > 0 && !(x > 1) then 1 else 2      ; 1
            if x == 0.5 || v[0] < 0 then 1 else 2   ; 1
            mean(1 for i in 0:4 if i > 1)           ; 1
            sum(v[mod(i - 1, 3)]*i for i in 0:3)    ; -5
            sum(v[i/2] for i in 0:6)                ; 22
            round(2.5) + round(3.5)                 ; 6
            sign(-0.2)*abs(-3)                      ; -3
            atan2(1, 1)*4                           ; 3.141592653589793
            hypot(3, 4)                             ; 5
            pow(2, 0.5)^2                           ; 2.0000000000000004
            prod(v)                                 ; -144
            prod(A)                                 ; 720
            prod(A .* A)                            ; 518400
            prod(A[i,j] for i, j if i != j)         ; 144
            prod(i for i in 1:5)                    ; 24
            prod(i for i in 0:3 if i > 5)           ; 1
            argmax(v)                               ; 2
            argmin(v) + 0.5                         ; 1.5
            argmax(v .* v - 100)                    ; 2
            argmax([1, 3, 3])                       ; 1
            argmin([2, 1, 1])                       ; 1
            argmax(-v[i] for i)                     ; 1
            argmax(v[i] for i if i < 2)             ; 0
            argmin(v[i] for i if v[i] > 0)          ; 0
            argmax(v[i] for i in 1:3)               ; 2
            argmin(i for i in 2:5)                  ; 2
            argmax(i for i in 2:5 if i > 9)         ; 2
            argmax(-inf for i in 0:3 if i > 0)      ; 1
            argmin(inf for i in 0:3)                ; 0
            argmax([0, 0/0, 5, 0/0])                ; 1
            argmin([0, 0/0, -5])                    ; 1
            argmax(log(v[i]) for i)                 ; 1
            v[argmax(A[1,:])]                       ; 12
            A[argmin(v[i] for i in 0:M),argmax(v)]  ; 6
            index(1.5, N)                           ; 1
            index(-1.5, N)                          ; 0
            index(7, N)                             ; 2
            index(0/0, N)                           ; 0
            index(1e300, 4)                         ; 3
            index(-inf, N)                          ; 0
            v[index(2.999, N)]                      ; 12
            sum(v[mod(index(x*4, N) + i, 3)]*i for i in 0:3) ; -5
            sum(index(v/3, N))                      ; 3
            if argmax(v) == 2 then 1 else 2         ; 1
            """)
    void formulas(String formula, double value) {
        Example example = Example.of("dim N = 3, M = 2", "param x, v[N], A[M,N]", "f = " + formula)
                .set("x", 0.5)
                .set("v", 3, -4, 12)
                .set("A", 1, 2, 3, 4, 5, 6);

        assertEquals(value, example.value("f"));
    }

    @Test
    void aSumStartsAtZeroAndItsLastIndexIsTheFastest() {
        double[] x = {1e16, 1, -1e16, 1, 1, 1};
        Example rows = Example.of("dim N = 2, M = 3", "param A[N,M]", "f = sum(A[i,j] for i, j)")
                .set("A", x);
        Example columns = Example.of("dim N = 2, M = 3", "param A[N,M]", "f = sum(A[i,j] for j, i)")
                .set("A", x);

        assertEquals(((((1e16 + 1) - 1e16) + 1) + 1) + 1, rows.value("f"));
        assertEquals(((((1e16 + 1) + 1) + 1) - 1e16) + 1, columns.value("f"));
        assertEquals(
                Double.doubleToLongBits(0.0),
                Double.doubleToLongBits(
                        Example.of("param x", "f = sum([x])").set("x", -0.0).value("f")));
    }

    @Test
    void aProductSumsInOrderAndRoundsEachTerm() {
        Example dot = Example.of("dim N = 9", "param u[N], v[N]", "f = u'*v")
                .set("u", 0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3)
                .set("v", 1, 1, 1, 1, 1, 1, 1, 1, 1);
        double third = 1.0 / 3;

        assertEquals(NINE, dot.value("f"));
        assertEquals(
                0.0 + third * third + 0.1 * 0.1,
                Example.of("param x, y", "f = [x, y]'*[x, y]")
                        .set("x", third)
                        .set("y", 0.1)
                        .value("f"));
    }

    @Test
    void normAndLogsumexpDoNotOverflow() {
        assertEquals(
                5e200,
                Example.of("param x", "f = norm([3*x, 4*x])").set("x", 1e200).value("f"),
                1e185);
        assertEquals(
                1000 + Math.log(2),
                Example.of("param x", "f = logsumexp([x, x])").set("x", 1000).value("f"));
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Example.of("param x", "f = logsumexp([-inf, -inf]) + x")
                        .set("x", 1)
                        .value("f"));
        assertEquals(
                Double.POSITIVE_INFINITY,
                Example.of("param x", "f = norm([x, -inf])").set("x", 1).value("f"));
    }

    @Test
    void emptyReductions() {
        String[] functions = {"sum", "max", "min", "logsumexp", "norm", "mean"};
        double[] results = {
            0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, Double.NaN
        };
        for (int k = 0; k < functions.length; k++) {
            String f = "f = " + functions[k] + "(x for i in 0:3 if i > 7)";
            assertEquals(results[k], Example.of("param x", f).set("x", 1).value("f"), functions[k]);
        }
    }

    @Test
    void sizesIndicesAndGathersAreNumbersToo() {
        Example example = Example.of(
                        "dim N, C, M = 2*N - 1",
                        "param s[N,C]",
                        "input y[N] in C",
                        "f = sum(s[n,y[n]]*(n + 1) for n)/M")
                .size("N", 3)
                .size("C", 2)
                .set("s", 1, 2, 3, 4, 5, 6)
                .set("y", 1, 0, 1);

        assertEquals((2 + 3 * 2 + 6 * 3) / 5.0, example.value("f"));
        assertArrayEquals(new double[] {0, 0.2, 0.4, 0, 0, 0.6}, example.gradient("s"), 1e-15);
    }

    @Test
    void definitionsByIndexWithGuardsAndArraysAsElements() {
        Example example = Example.of(
                        "dim N, C",
                        "param W[C,C], X[N,C]",
                        "s[n] : [C] = W*X[n,:]",
                        "d[n,c] = if n == 0 then s[n,c] else s[n,c] - s[n-1,c]",
                        "f = sum(d[n,c]*n for n, c)")
                .size("N", 3)
                .size("C", 2)
                .set("W", 1, 2, 3, 4)
                .set("X", 1, 0, 0, 1, 1, 1);

        assertArrayEquals(new double[] {1, 3, 2, 4, 3, 7}, example.values("s"));
        assertArrayEquals(new double[] {1, 3, 1, 1, 1, 3}, example.values("d"));
        assertEquals(2 + 8, example.value("f"));
    }

    @Test
    void functionsAreEvaluatedAtEachUse() {
        Example example = Example.of(
                        "dim N",
                        "param x[N]",
                        "fn bump(s) = s^2/(1 + s^2)",
                        "fn split(v) { m = mean(v); return v - m, m }",
                        "c, m = split(x)",
                        "b = bump(x)",
                        "f = sum(c) + m + sum(bump(x[i]) for i) - sum(b)")
                .size("N", 2)
                .set("x", 1, 3);

        assertArrayEquals(new double[] {0.5, 0.9}, example.values("b"));
        assertArrayEquals(new double[] {-1, 1}, example.values("c"));
        assertEquals(2, example.value("f"), 1e-15);
    }

    @Test
    void whatNoOneNeedsIsNotEvaluated() {
        Example unused = Example.of("param x, y", "g = sqrt(y)", "f = x").set("x", 1);
        Example side = Example.of("param x, y", "g = sqrt(y)", "f = if x > 0 then x else g")
                .set("x", 1);

        assertEquals(1, unused.value("f"));
        assertEquals(1, side.value("f"));
        assertThrows(IllegalArgumentException.class, () -> side.set("x", -1).value("f"));
    }

    @Test
    void aConditionStopsWhereItIsDecided() {
        Example and = Example.of("param x, y", "f = if x > 0 && y > 0 then 1 else 2");
        Example or = Example.of("param x, y", "f = if x > 0 || y > 0 then 1 else 2");
        Example filter = Example.of("param x, y", "f = sum(y for i in 0:3 if x > 0)");

        assertEquals(2, and.set("x", -1).value("f"));
        assertEquals(1, or.set("x", 1).value("f"));
        assertEquals(0, filter.set("x", -1).value("f"));
        assertThrows(IllegalArgumentException.class, () -> and.set("x", 1).value("f"));
    }
}
