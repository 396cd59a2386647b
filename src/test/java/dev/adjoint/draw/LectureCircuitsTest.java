package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The circuits of lecture 4 of CS231n, with every value and every gradient that stands on its slides. */
final class LectureCircuitsTest {

    private static Sentences sentences(Drawn drawn) {
        return new Sentences(drawn.numbers(), Numerals.of(drawn.circuit(), drawn.numbers()));
    }

    private static void assertNumbers(Drawn drawn, Map<String, double[]> expected, double within) {
        expected.forEach((title, numbers) -> {
            assertEquals(numbers[0], drawn.value(title), within, "value of " + title);
            assertEquals(numbers[1], drawn.gradient(title), within, "gradient of " + title);
        });
        long gates = drawn.circuit().gates().size();
        assertEquals(gates, expected.size(), "all gates are looked at");
    }

    @Test
    void sumTimes() {
        Drawn drawn = Drawn.at("param x, y, z\nq = x + y\nf = q*z\n", -2, 5, -4);

        assertNumbers(
                drawn,
                Map.of(
                        "x", new double[] {-2, -4},
                        "y", new double[] {5, -4},
                        "q", new double[] {3, -4},
                        "z", new double[] {-4, 3},
                        "f", new double[] {-12, 1}),
                0);
        assertEquals(
                List.of("for q: upstream 1 × local -4 = -4", "for z: upstream 1 × local 3 = 3"),
                sentences(drawn).of(drawn.gate("f")));
    }

    /** On the slides 0.2 is carried on as it is rounded, so they say 0.40 and -0.60 for x0 and x1. */
    @Test
    void sigmoidNeuron() {
        Drawn drawn =
                Drawn.at("param w0, w1, w2\ninput x0, x1\nf = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))\n", 2, -3, -3, -1, -2);
        double[][] operations = {
            {-2, 0.20}, {6, 0.20}, {4, 0.20}, {1, 0.20}, {-1, -0.20}, {0.37, -0.53}, {1.37, -0.53}, {0.73, 1}
        };
        List<Gate> gates = drawn.circuit().gates().stream()
                .filter(gate -> gate.role() == Gate.Role.OPERATION)
                .toList();

        assertEquals(
                List.of("*", "*", "+", "+", "*-1", "exp", "+1", "1/x"),
                gates.stream().map(gate -> gate.label().text()).toList());
        for (int k = 0; k < operations.length; k++) {
            Gate gate = gates.get(k);
            assertEquals(
                    operations[k][0], drawn.numbers().value(gate).orElseThrow().number(), 0.005, gate + "");
            assertEquals(
                    operations[k][1],
                    drawn.numbers().upstream(gate).orElseThrow().number(),
                    0.005,
                    gate + "");
        }
        assertEquals(-0.20, drawn.gradient("w0"), 0.005);
        assertEquals(0.39, drawn.gradient("x0"), 0.005);
        assertEquals(-0.39, drawn.gradient("w1"), 0.005);
        assertEquals(-0.59, drawn.gradient("x1"), 0.005);
        assertEquals(0.20, drawn.gradient("w2"), 0.005);
        assertEquals(
                List.of("for *-1: upstream -0.53 × local 0.37 = -0.20"),
                sentences(drawn).of(drawn.gate("exp")));
        assertEquals(
                List.of("for +1: upstream 1.00 × local -0.53 = -0.53"),
                sentences(drawn).of(drawn.gate("f")));
    }

    @Test
    void addMaxMul() {
        Drawn drawn = Drawn.at("param x, y, z, w\nf = (x*y + max(z, w))*2\n", 3, -4, 2, -1);

        assertNumbers(
                drawn,
                Map.of(
                        "x", new double[] {3, -8},
                        "y", new double[] {-4, 6},
                        "z", new double[] {2, 2},
                        "w", new double[] {-1, 0},
                        "*", new double[] {-12, 2},
                        "max", new double[] {2, 2},
                        "+", new double[] {-10, 2},
                        "f", new double[] {-20, 1}),
                0);
        assertEquals("add gate: gradient distributor", lecture(drawn, "+"));
        assertEquals("max gate: gradient router", lecture(drawn, "max"));
        assertEquals("mul gate: gradient switcher", lecture(drawn, "*"));
    }

    private static String lecture(Drawn drawn, String title) {
        return drawn.gate(title).label().lecture().orElseThrow().words();
    }

    /** "Gradients add at branches." */
    @Test
    void branches() {
        Drawn drawn = Drawn.at("param x\nu = 3*x\nf = u*x + u\n", 2);

        assertEquals(9, drawn.gradient("u") * 3);
        assertEquals(15, drawn.gradient("x"));
        assertEquals(
                "used 2 times: the gradients add up to 3",
                sentences(drawn).branch(drawn.gate("u"), 2).orElseThrow());
    }
}
