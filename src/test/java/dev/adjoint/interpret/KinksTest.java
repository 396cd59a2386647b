package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At each gate, the subgradient of least norm in the gate's own operands. */
class KinksTest {

    /** The derivative of a formula of x at a number. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abs(x)                         |  0  | 0
            abs(x)                         | -3  | -1
            max(0, x)                      |  0  | 0
            max(x, 0)                      |  0  | 0
            max(0, x)                      |  2  | 1
            max(0, x)                      | -2  | 0
            min(0, x)                      |  0  | 0
            max(0, x, 2*x)                 |  0  | 0
            max(x, 3*x)                    |  0  | 2
            min(x, 3*x, 5*x)               |  0  | 3
            max(x, 3*x, -9)                |  0  | 2
            max(1 + 0*x, 1 + x)            |  0  | 0.5
            floor(x)                       |  1  | 0
            ceil(x)                        |  1  | 0
            round(x)                       |  1  | 0
            sign(x)                        |  0  | 0
            stop(x)*x                      |  3  | 3
            hypot(x, 2*x)                  |  0  | 0
            hypot(x, 4)                    |  3  | 0.6
            x^0                            |  0  | 0
            x^0                            |  5  | 0
            x^1                            |  0  | 1
            x^2                            |  0  | 0
            x^3                            | -2  | 12
            x^-1                           |  2  | -0.25
            sqrt(x)                        |  0  | Infinity
            log(x)                         |  0  | Infinity
            log10(x)                       |  0  | Infinity
            norm([x, 2*x])                 |  0  | 0
            norm([3*x, 4*x])               |  2  | 5
            max([x, 3*x])                  |  0  | 2
            min([x, 3*x, 8*x])             |  0  | 4
            max([0, x])                    |  0  | 0.5
            max(x*i for i in 0:3)          |  0  | 1
            max(x*i for i in 0:3 if i > 0) |  0  | 1.5
            max(i for i in 0:3) + x        |  0  | 1
            logsumexp([x, 2*x])            |  0  | 1.5
            logsumexp(x for i in 0:3 if i > 5) | 1 | 0
            sum(x for i in 0:3 if i > 5)   |  1  | 0
            if x > 0 then sqrt(x) else 0   |  0  | 0
            if x >= 0 then 2*x else 5*x    |  0  | 2
            softplus(x)                    |  0  | 0.5
            sigmoid(x)                     |  0  | 0.25
            clamp(x, -1, 1)                |  1  | 0
            clamp(x, -1, 1)                |  0.5 | 1
            """)
    void ofOneNumber(String formula, double x, double derivative) {
        Example example = Example.of("param x", "f = " + formula).set("x", x);

        assertEquals(derivative, example.gradient("x")[0], 1e-15);
    }

    @Test
    void operandsShareATieEvenlyButAConstantTakesAll() {
        Example tie =
                Example.of("param x", "input y", "f = max(x, y)").set("x", 1).set("y", 1);
        Example constant = Example.of("const c = 1", "param x", "f = max(x, c)").set("x", 1);

        assertArrayEquals(new double[] {0.5}, tie.gradient("x"));
        assertArrayEquals(new double[] {0.5}, tie.gradient("y"));
        assertArrayEquals(new double[] {0}, constant.gradient("x"));
    }

    @Test
    void whatAParamReachesThroughStopOrAGatherIsNotConstant() {
        Example stopped = Example.of("param x", "f = max(x, stop(x))").set("x", 1);
        Example gathered = Example.of("param x", "input t in 3", "v = [1, 2, 3]", "f = max(x, v[t])")
                .set("x", 2)
                .set("t", 1);

        assertArrayEquals(new double[] {0.5}, stopped.gradient("x"));
        assertArrayEquals(new double[] {0.5}, gathered.gradient("x"));
    }

    @Test
    void argumentsOfAFunctionAreConstantIfTheyAreGivenSo() {
        String relu = "fn top(a, b) { c = b + 0; return max(a, c) }";

        assertEquals(0, Example.of(relu, "param x", "f = top(x, 1)").set("x", 1).gradient("x")[0]);
        assertEquals(
                0.5,
                Example.of(relu, "param x, y", "f = top(x, y)")
                        .set("x", 1)
                        .set("y", 1)
                        .gradient("x")[0]);
    }

    @Test
    void thePowerOfZero() {
        Example power = Example.of("param x, n", "f = x^n");

        assertArrayEquals(new double[] {0}, power.set("x", 0).set("n", 2).gradient("n"));
        assertArrayEquals(new double[] {0}, power.set("x", 0).set("n", 0).gradient("n"));
        assertArrayEquals(new double[] {0}, power.set("x", 0).set("n", 0).gradient("x"));
        assertArrayEquals(
                new double[] {8 * Math.log(2)}, power.set("x", 2).set("n", 3).gradient("n"), 1e-14);
    }

    @Test
    void aDirectionThatDoesNotReachAnOperandAddsNothing() {
        Example product =
                Example.of("param x, y", "f = x + sqrt(y)*0").set("x", 1).set("y", 0);
        Example infinite = Example.of("param x, y", "f = x + y/0").set("x", 1).set("y", 1);

        assertArrayEquals(new double[] {1}, product.gradient("x"));
        assertArrayEquals(new double[] {1}, infinite.gradient("x"));
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, infinite.gradient("y"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max(0, x)                     | 1    | -1
            abs(x)                        | 1    | -1
            floor(x)                      | 0.5  | 1.5
            round(x)                      | 0.2  | 0.8
            sign(x)                       | 1    | -1
            if x < 2 then x else 2        | 1    | 3
            max([x, 1])                   | 0    | 2
            sum(i for i in 0:3 if i < x)  | 0.5  | 1.5
            """)
    void theTraceTellsTheSidesOfAKinkApart(String formula, double one, double other) {
        Example example = Example.of("param x", "f = " + formula);

        assertNotEquals(example.set("x", one).trace(), example.set("x", other).trace());
        assertEquals(
                example.set("x", other).trace(), example.set("x", other + 1e-3).trace());
    }
}
