package dev.adjoint.draw;

import dev.adjoint.interpret.Backward;
import dev.adjoint.interpret.Sizes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers on a circuit at one point: of each gate its value and what reaches it from above, of each wire the gradient that
 * comes back on it and the local gradient. Inside a loop they are those of one step.
 */
public final class Numbers {

    /** An array, row-major; a number has no axes. */
    static final class Value {

        private final int[] shape;
        private final double[] numbers;

        Value(int[] shape, double[] numbers) {
            this.shape = shape;
            this.numbers = numbers;
        }

        int[] shape() {
            return shape;
        }

        double[] numbers() {
            return numbers;
        }

        boolean isScalar() {
            return shape.length == 0;
        }

        double number() {
            return numbers[0];
        }

        boolean isFinite() {
            return Arrays.stream(numbers).allMatch(Double::isFinite);
        }
    }

    private final Sizes sizes;
    private final Map<Gate, Value> values = new HashMap<>();
    private final Map<Gate, Value> upstream = new HashMap<>();
    private final Map<Wire, Value> gradients = new HashMap<>();
    private final Map<Wire, Value> locals = new HashMap<>();
    private final Map<Box, Long> steps = new HashMap<>();

    Numbers(Sizes sizes) {
        this.sizes = sizes;
    }

    Sizes sizes() {
        return sizes;
    }

    void value(Gate gate, double[] numbers) {
        values.put(gate, new Value(sizes.shape(gate.type()), numbers));
    }

    void upstream(Gate gate, double[] gradient) {
        upstream.put(gate, gradient(gate, gradient));
    }

    void gradient(Wire wire, double[] gradient) {
        gradients.put(wire, gradient(wire.source(), gradient));
    }

    void local(Wire wire, double[] gradient) {
        locals.put(wire, gradient(wire.source(), gradient));
    }

    /** What nothing reaches is shown as 0. */
    private Value gradient(Gate gate, double[] gradient) {
        return new Value(
                sizes.shape(gate.type()),
                Arrays.stream(gradient).map(g -> Backward.isNothing(g) ? 0 : g).toArray());
    }

    void step(Box loop, long step) {
        steps.put(loop, step);
    }

    /** The value; absent if it is not needed at this point, as the other side of an {@code if}. */
    Optional<Value> value(Gate gate) {
        return Optional.ofNullable(values.get(gate));
    }

    /** The gradient of the objective for the gate's value: the sum of what comes back on its wires. */
    Optional<Value> upstream(Gate gate) {
        return Optional.ofNullable(upstream.get(gate));
    }

    /** What comes back on a wire: upstream times local. */
    Optional<Value> gradient(Wire wire) {
        return Optional.ofNullable(gradients.get(wire));
    }

    /**
     * The derivative of the target's value for what comes in on the wire: of a target that is one number, or that acts on each
     * element, element by element.
     */
    Optional<Value> local(Wire wire) {
        return Optional.ofNullable(locals.get(wire));
    }

    /** The step of a loop that the numbers in it are of. */
    Optional<Long> step(Box loop) {
        return Optional.ofNullable(steps.get(loop));
    }
}
