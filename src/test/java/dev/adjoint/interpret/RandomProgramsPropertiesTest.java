package dev.adjoint.interpret;

import dev.adjoint.random.Programs;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Over random programs: the checker takes them, and dual numbers agree with differences. */
class RandomProgramsPropertiesTest {

    @Property(tries = 300, shrinking = ShrinkingMode.FULL)
    void dualNumbersAgreeWithDifferences(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        String text = Programs.text(seed, size);
        Program program = Example.check(text);
        Sampler sampler = new Sampler(program, seed);
        Sizes sizes = sampler.sizes(Map.of()).orElseThrow(() -> new AssertionError("no sizes\n" + text));
        Interpreter interpreter = new Interpreter(program, sizes);
        Point point = sampler.point(interpreter, Map.of())
                .orElseThrow(() -> new AssertionError("no finite point at " + sizes + "\n" + text));
        Definition loss = program.objective().orElseThrow();
        Map<Variable, double[]> gradient = new LinkedHashMap<>();
        program.params()
                .forEach(v ->
                        gradient.put(v, interpreter.derivative(loss, v, point).values()));

        GradientReport report = new GradientCheck(interpreter, Objective.of(loss), point)
                .sampling(10, seed)
                .of(gradient);

        if (report.verdict() == GradientReport.Verdict.FAILED) {
            throw new AssertionError(text + point.describe(program) + report);
        }
    }
}
