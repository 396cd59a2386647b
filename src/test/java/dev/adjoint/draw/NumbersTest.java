package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is on wires and in loops, where numbers are missing, and where they are none. */
final class NumbersTest {

    @Test
    void oneSideOfAConditionHasNoNumbers() {
        Drawn drawn = Drawn.at("param x\nf = if x > 0 then log(x) else x^2\n", -3);

        assertTrue(drawn.numbers().value(drawn.gate("log")).isEmpty());
        assertEquals(9, drawn.value("^2"));
        assertEquals(-6, drawn.gradient("x"));
    }

    @Test
    void whereTheFirstInfinityIsMade() {
        Drawn drawn = Drawn.at("param x, y\nu = log(x)\nf = u*y\n", 0, 2);

        assertEquals(
                List.of(
                        "the first value that is not finite is made by `log` in line 2: log(x)",
                        "the first gradient that is not finite is made by `*` in line 3: u*y, on its way to y"),
                Births.of(drawn.circuit(), drawn.numbers()).sentences());
    }

    @Test
    void aGivenInfinityIsMadeByNoGate() {
        Drawn drawn = Drawn.at("param x\nf = x + 1\n", Double.POSITIVE_INFINITY);

        assertEquals(
                List.of("the first value that is not finite is given: x"),
                Births.of(drawn.circuit(), drawn.numbers()).sentences());
    }

    @Test
    void theLastStepOfALoop() {
        Program program = Drawn.program("loop.ad", "param w\nscan t in 3 carry h = 1 { h = w*h }\nf = h\n");
        Drawn drawn = Drawn.at(
                program, new Point(Sizes.of(Map.of())).set(program.params().get(0), 2.0));
        Gate inner = drawn.circuit().gates().stream()
                .filter(gate -> gate.label().text().equals("*"))
                .findFirst()
                .orElseThrow();
        Wire fromW = inner.inputs().get(0);

        assertEquals(2, drawn.numbers().step(inner.box()).orElseThrow());
        assertEquals(8, drawn.numbers().value(inner).orElseThrow().number());
        assertEquals(4, drawn.numbers().gradient(fromW).orElseThrow().number(), "of the step");
        assertEquals(12, drawn.gradient("w"), "of all steps");
    }

    /** What comes back on the wires of a gate outside of loops adds up to what reaches it. */
    @Test
    void wiresAddUp() {
        Drawn drawn = Drawn.sampled(Drawn.program(Path.of("samples/gaussian_process.ad")), 1);
        Gate objective = drawn.circuit().objective().orElseThrow().gate();
        int looked = 0;
        for (Gate gate : drawn.circuit().outer()) {
            if (gate == objective || drawn.numbers().upstream(gate).isEmpty()) {
                continue;
            }
            double[] sum = new double[drawn.numbers().upstream(gate).get().numbers().length];
            for (Gate user : drawn.circuit().outer()) {
                for (Wire wire : user.inputs()) {
                    if (wire.source() == gate) {
                        drawn.numbers().gradient(wire).ifPresent(g -> {
                            for (int k = 0; k < sum.length; k++) {
                                sum[k] += g.numbers()[k];
                            }
                        });
                    }
                }
            }
            assertArrayEquals(drawn.numbers().upstream(gate).get().numbers(), sum, 1e-12, gate.toString());
            looked++;
        }
        assertTrue(looked > 10);
    }
}
