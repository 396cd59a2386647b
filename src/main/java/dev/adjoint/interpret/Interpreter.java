package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.Map;

/** Evaluates a program at certain sizes, in the reference order of arithmetic, bit for bit what generated code computes. */
public final class Interpreter {

    private final Program program;
    private final Translation translation;

    /** An interpreter for these sizes, which fit the program. */
    public Interpreter(Program program, Sizes sizes) {
        this(program, sizes, false);
    }

    private Interpreter(Program program, Sizes sizes, boolean lenient) {
        this.program = program;
        this.translation = new Translation(sizes, lenient);
        program.definitions().forEach(translation::slot);
    }

    /** The same, but a singular or indefinite matrix is no {@link ArithmeticException}: what is made of it is NaN. */
    public Interpreter lenient() {
        return new Interpreter(program, sizes(), true);
    }

    public Program program() {
        return program;
    }

    public Sizes sizes() {
        return translation.sizes();
    }

    /** Whether the program uses a function with a surrogate gradient. */
    boolean hasSurrogates() {
        return translation.hasSurrogates();
    }

    /** The values at a point. */
    public Evaluation at(Point point) {
        return new Evaluation(translation, point, Map.of());
    }

    /**
     * The values at a point, and their derivatives along a direction.
     *
     * @param direction for some params and inputs, a number for each element
     */
    public Evaluation along(Point point, Map<Variable, double[]> direction) {
        return new Evaluation(translation, point, direction);
    }

    /** The derivatives of a scalar definition with respect to each element of a param or input: one pass an element. */
    public Derivative derivative(Definition scalar, Variable variable, Point point) {
        int n = sizes().count(variable.type());
        double[] values = new double[n];
        double[] magnitudes = new double[n];
        for (int k = 0; k < n; k++) {
            double[] seed = new double[n];
            seed[k] = 1;
            Evaluation run = along(point, Map.of(variable, seed));
            values[k] = run.tangents(scalar)[0];
            magnitudes[k] = run.magnitudes(scalar)[0];
        }
        return new Derivative(values, magnitudes);
    }
}
