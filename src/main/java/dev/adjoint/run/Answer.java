package dev.adjoint.run;

import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a program comes to at a point, by the names of the file and in its order.
 *
 * @param gradients of the objective with respect to each param, if asked for
 */
public record Answer(Map<String, Numbers> outputs, Optional<Map<String, Numbers>> gradients) {

    /** The answer of a run: all outputs, and if {@code gradient} the gradient of the objective, which is there. */
    public static Answer of(Program program, Sizes sizes, Runner.Run run, boolean gradient) {
        Map<String, Numbers> outputs = new LinkedHashMap<>();
        program.outputs()
                .forEach(o -> outputs.put(
                        o.name(),
                        new Numbers(
                                sizes.shape(o.type()), run.values(o), o.type().kind() == Kind.INDEX)));
        if (!gradient) {
            return new Answer(outputs, Optional.empty());
        }
        Map<String, Numbers> gradients = new LinkedHashMap<>();
        run.gradient(program.objective().orElseThrow(), 1)
                .forEach((param, numbers) ->
                        gradients.put(param.name(), new Numbers(sizes.shape(param.type()), numbers, false)));
        return new Answer(outputs, Optional.of(gradients));
    }

    /** Numbers, row-major, and their shape. */
    public static final class Numbers {

        private final int[] shape;
        private final double[] numbers;
        private final boolean whole;

        /** @param whole whether they are indices */
        public Numbers(int[] shape, double[] numbers, boolean whole) {
            this.shape = shape;
            this.numbers = numbers;
            this.whole = whole;
        }

        public boolean isWhole() {
            return whole;
        }

        public int[] shape() {
            return shape;
        }

        public double[] numbers() {
            return numbers;
        }

        /** The position of the first number that is NaN or infinite, or -1. */
        public int firstNotFinite() {
            for (int k = 0; k < numbers.length; k++) {
                if (!Double.isFinite(numbers[k])) {
                    return k;
                }
            }
            return -1;
        }

        public int[] subscripts(int position) {
            return Given.subscripts(shape, position);
        }
    }
}
