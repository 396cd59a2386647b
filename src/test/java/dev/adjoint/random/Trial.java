package dev.adjoint.random;

import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.Arrays;
import java.util.Map;

/** A program at a point that was drawn for it; what goes wrong with it is told with all that is needed to see it again. */
public final class Trial {

    private final String text;
    private final Program program;
    private final Interpreter interpreter;
    private final Point point;

    private Trial(String text, Program program, Interpreter interpreter, Point point) {
        this.text = text;
        this.program = program;
        this.interpreter = interpreter;
        this.point = point;
    }

    public static Trial of(String text, Program program, long seed) {
        return of(text, program, Map.of(), seed);
    }

    /** The same with these numbers for some dims. */
    public static Trial of(String text, Program program, Map<String, Long> numbers, long seed) {
        Sampler sampler = new Sampler(program, seed);
        Sizes sizes = sampler.sizes(numbers).orElseThrow(() -> new AssertionError("no sizes fit\n" + text));
        Interpreter interpreter = new Interpreter(program, sizes);
        Point point = sampler.point(interpreter, Map.of())
                .orElseThrow(() -> new AssertionError("no finite point at " + sizes + "\n" + text));
        return new Trial(text, program, interpreter, point);
    }

    public Program program() {
        return program;
    }

    public Interpreter interpreter() {
        return interpreter;
    }

    public Point point() {
        return point;
    }

    /** The params of the point, one after another. */
    public double[] theta() {
        return program.params().stream()
                .flatMapToDouble(p -> Arrays.stream(point.get(p)))
                .toArray();
    }

    Definition loss() {
        return program.objective().orElseThrow();
    }

    Evaluation evaluate() {
        return interpreter.at(point);
    }

    /** The number of elements of a param or input. */
    public int count(Variable variable) {
        return interpreter.sizes().count(variable.type());
    }

    AssertionError failure(String what) {
        return new AssertionError(what + "\n" + text + point.describe(program));
    }
}
