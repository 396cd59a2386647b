package dev.adjoint.random;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.GradientCheck;
import dev.adjoint.interpret.GradientReport;
import dev.adjoint.interpret.Objective;
import dev.adjoint.shape.Checker;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over random programs: the checker takes them, and dual numbers agree with differences. */
class DualsPropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 200, seed = "20261124")
    void dualNumbersAgreeWithDifferences(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        String text = Programs.text(seed, size);
        Trial trial = Trial.of(text, check(text), seed);
        Map<Variable, double[]> gradient = new LinkedHashMap<>();
        for (Variable param : trial.program().params()) {
            gradient.put(
                    param,
                    trial.interpreter()
                            .derivative(trial.loss(), param, trial.point())
                            .values());
        }

        GradientReport report = new GradientCheck(trial.interpreter(), Objective.of(trial.loss()), trial.point())
                .sampling(10, seed)
                .of(gradient);

        if (report.verdict() == GradientReport.Verdict.FAILED) {
            throw trial.failure(report.toString());
        }
    }

    private static Program check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return Checker.check(Parser.parse(new Source("random.ad", text), diagnostics), diagnostics)
                .filter(p -> !diagnostics.hasErrors())
                .orElseThrow(() -> new AssertionError(diagnostics.all() + "\n" + text));
    }
}
