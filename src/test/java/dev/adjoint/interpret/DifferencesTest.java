package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    private static Differences.Estimate estimate(String formula, double x) {
        Example example = Example.of("param x", "f = " + formula).set("x", x);
        return new Differences(example.interpreter(), Objective.of(example.definition("f")), example.point())
                .at(example.variable("x"), 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            exp(x)                         ; 1      ; 2.718281828459045
            sin(30*x)                      ; 0.3    ; -27.333907856930297
            log(x)                         ; 1e-4   ; 1e4
            x^3                            ; 1e5    ; 3e10
            1/x                            ; 0.01   ; -1e4
            if x > 0 then sqrt(x) else 0   ; 1e-5   ; 158.11388300841898
            max(0, x - 1)                  ; 1.0001 ; 1
            7                              ; 2      ; 0
            """)
    void theStepFitsTheFunction(String formula, double x, double derivative) {
        Differences.Estimate estimate = estimate(formula, x);

        double distance = Math.abs(estimate.value() - derivative);
        assertTrue(distance <= 1e-8 * Math.abs(derivative) + 1e-11, () -> estimate + " for " + derivative);
        assertTrue(estimate.error() <= 1e-7 * Math.abs(derivative) + 1e-11, estimate::toString);
    }

    @ParameterizedTest
    @CsvSource({"abs(x), 0", "floor(x), 2", "'max(0, x)', 0", "if x < 1 then x else 1, 1", "round(x), 0.5"})
    void aKinkIsNotMeasured(String formula, double x) {
        assertTrue(estimate(formula, x).isAtKink());
    }

    @Test
    void theWeighedSumOfAnArrayIsAnObjective() {
        Example example = Example.of("param x", "f = [x, x^2, x^3]").set("x", 2);
        Objective objective = Objective.weighed(example.definition("f"), new double[] {1, 10, 100});
        Differences differences = new Differences(example.interpreter(), objective, example.point());

        assertEquals(842, differences.value());
        assertEquals(1241, differences.at(example.variable("x"), 0).value(), 1e-7);
    }
}
