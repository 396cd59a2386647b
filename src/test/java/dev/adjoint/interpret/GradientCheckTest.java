package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.interpret.GradientReport.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

    private static final Example QUADRATIC = Example.of(
                    "dim N = 2, M = 3", "param A[N,M]", "input x[M]", "f = sum((A*x).^2)")
            .set("A", 1, -2, 3, 0.5, 1, -1)
            .set("x", 1, 2, -0.5);

    private static GradientReport.Row check(Example example, String variable, double... claimed) {
        GradientReport report = new GradientCheck(
                        example.interpreter(),
                        Objective.of(example.program().objective().orElseThrow()),
                        example.point())
                .withDuals()
                .of(Map.of(example.variable(variable), claimed));
        assertEquals(report.rows().get(0).verdict(), report.verdict());
        return report.rows().get(0);
    }

    @Test
    void theRightGradientPasses() {
        GradientReport.Row row = check(QUADRATIC, "A", QUADRATIC.gradient("A"));

        assertEquals(Verdict.PASSED, row.verdict());
        assertEquals(6, row.checked());
        assertTrue(row.worst().orElseThrow().excess() < 0.1);
    }

    @Test
    void aWrongEntryIsFoundAndNamed() {
        double[] claimed = QUADRATIC.gradient("A");
        claimed[4] += 1e-5;
        GradientReport.Row row = check(QUADRATIC, "A", claimed);
        GradientReport.Entry worst = row.worst().orElseThrow();

        assertEquals(Verdict.FAILED, row.verdict());
        assertEquals(List.of(1, 1), worst.subscripts());
        assertEquals("A[1,1]", worst.name("A"));
        assertEquals(claimed[4], worst.claimed());
        assertEquals(claimed[4] - 1e-5, worst.difference(), 1e-9);
    }

    @Test
    void anErrorBelowTheDifferencesIsFoundByTheDuals() {
        double[] claimed = QUADRATIC.gradient("A");
        claimed[4] += 1e-10;

        assertEquals(Verdict.FAILED, check(QUADRATIC, "A", claimed).verdict());
        assertTrue(check(QUADRATIC, "A", claimed).worst().orElseThrow().excess() < 1);
    }

    @Test
    void nanNeverPasses() {
        double[] claimed = QUADRATIC.gradient("A");
        claimed[0] = Double.NaN;

        assertEquals(Verdict.FAILED, check(QUADRATIC, "A", claimed).verdict());
    }

    @Test
    void aParamWithAllEntriesAtKinksIsUnchecked() {
        Example kinks = Example.of("dim N = 2", "param v[N]", "f = sum(abs(v))").set("v", 0, 0);
        GradientReport.Row row = check(kinks, "v", 0, 0);

        assertEquals(Verdict.UNCHECKED, row.verdict());
        assertEquals(2, row.kinks());
        assertTrue(row.worst().isEmpty());
        assertEquals(Verdict.PASSED, check(kinks.set("v", 0, -3), "v", 0, -1).verdict());
    }

    @Test
    void ofALargeParamSomeEntriesAreChecked() {
        double[] numbers = new double[300];
        Example large =
                Example.of("dim N = 300", "param v[N]", "f = sum(exp(v))").set("v", numbers);
        GradientCheck check =
                new GradientCheck(large.interpreter(), Objective.of(large.definition("f")), large.point());
        double[] gradient = large.gradient("v");
        GradientReport.Row row =
                check.of(Map.of(large.variable("v"), gradient)).rows().get(0);

        assertEquals(200, row.checked());
        assertEquals(100, row.leftOut());
        assertEquals(Verdict.PASSED, row.verdict());

        gradient[17] = 3;
        assertFalse(check.sampling(300, 1)
                .of(Map.of(large.variable("v"), gradient))
                .verdict()
                .equals(Verdict.PASSED));
    }
}
