package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** At each gate, the subgradient of least norm in the gate's own operands. */
class KinksTest {

    /** The derivative of a formula of x at a number. */
    @ParameterizedTest
    @CsvFileSource(files = "src/test/ad/kinks.txt", delimiter = '|')
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

    /** The derivative of a product with a zero is the product of the others; with two zeros it is 0. */
    @Test
    void productsOfZeros() {
        Example one = Example.of("param x[3]", "f = prod(x)").set("x", 2, 0, 5);
        Example two = Example.of("param x[3]", "f = prod(x[i] for i)").set("x", 0, 0, 5);
        Example none =
                Example.of("param x[3]", "f = prod(x[i]^2 for i if i > 0)").set("x", 7, 2, -3);

        assertArrayEquals(new double[] {0, 10, 0}, one.gradient("x"));
        assertArrayEquals(new double[] {0, 0, 0}, two.gradient("x"));
        assertArrayEquals(new double[] {0, 36, -24}, none.gradient("x"));
    }

    @Test
    void whereAMaximumMovesIsAKink() {
        Example example = Example.of("param x", "f = [1, 2*x][argmax([1, x])]").set("x", 0.9);
        long before = example.trace();

        assertEquals(before, example.set("x", 0.99).trace());
        assertNotEquals(before, example.set("x", 1.01).trace());
    }

    @Test
    void whereAnIndexMovesIsAKink() {
        Example example = Example.of("param x", "f = index(x, 3)*x").set("x", 0.9);
        long before = example.trace();

        assertEquals(before, example.set("x", -5).trace());
        assertNotEquals(before, example.set("x", 1.01).trace());
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
