package dev.adjoint.run;

import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something that runs a program at points: the generated class or the interpreter. */
public interface Runner {

    /** One run, at one point. */
    interface Run {

        /** The elements of an output, row-major. */
        double[] values(Definition output);

        /**
         * The gradient, with respect to every param, of the sum of the elements of an output, each times its seed. The
         * seed 1 of a scalar gives its gradient.
         */
        Map<Variable, double[]> gradient(Definition output, double... seeds);

        /** A call that computes the value of the objective again, and if {@code gradient} its gradient, to be timed. */
        default Runnable timed(boolean gradient, Definition objective) {
            return gradient ? () -> gradient(objective, 1) : () -> values(objective);
        }

        /**
         * What a product of derivatives makes, row-major; nothing where there is no generated class.
         *
         * @param given the vector that it is given; none for a matrix
         * @param length how many numbers it makes
         */
        default Optional<double[]> product(Derivation product, Optional<double[]> given, int length) {
            return Optional.empty();
        }
    }

    /** The generated class does not take the sizes; the message is for the user. */
    final class RefusedSizes extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedSizes(String message) {
            super(message);
        }
    }

    /**
     * Runs at a point.
     *
     * @throws RefusedSizes if the sizes of the point are too large for the class
     */
    Run at(Point point);

    /** By the interpreter: slowly, and without a Java compiler. */
    static Runner interpreted(Program program) {
        return point -> new Interpreted(program, new Interpreter(program, point.sizes()), point);
    }

    /** Values from one evaluation, gradients from dual numbers, one evaluation an element. */
    record Interpreted(Program program, Interpreter interpreter, Point point) implements Run {

        @Override
        public double[] values(Definition output) {
            return interpreter.at(point).values(output);
        }

        @Override
        public Map<Variable, double[]> gradient(Definition output, double... seeds) {
            Map<Variable, double[]> gradient = new LinkedHashMap<>();
            program.params().forEach(param -> gradient.put(param, gradient(output, seeds, param)));
            return gradient;
        }

        private double[] gradient(Definition output, double[] seeds, Variable param) {
            double[] gradient = new double[point.sizes().count(param.type())];
            double[] direction = new double[gradient.length];
            for (int k = 0; k < gradient.length; k++) {
                direction[k] = 1;
                Evaluation run = interpreter.along(point, Map.of(param, direction));
                double[] tangents = run.tangents(output);
                for (int j = 0; j < seeds.length; j++) {
                    gradient[k] += seeds[j] * tangents[j];
                }
                direction[k] = 0;
            }
            return gradient;
        }
    }
}
