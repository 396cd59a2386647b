package dev.adjoint.interpret;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Where a program is evaluated: its sizes, and the values of its params and inputs, row-major. The arrays are copied when
 * they are given.
 */
public final class Point {

    private final Sizes sizes;
    private final IdentityHashMap<Variable, double[]> values = new IdentityHashMap<>();

    public Point(Sizes sizes) {
        this.sizes = sizes;
    }

    public Sizes sizes() {
        return sizes;
    }

    /** Sets a param or real input. */
    public Point set(Variable variable, double... numbers) {
        int count = sizes.count(variable.type());
        if (numbers.length != count) {
            throw new IllegalArgumentException(variable.name() + " has " + count + " numbers, not " + numbers.length);
        }
        values.put(variable, numbers.clone());
        return this;
    }

    /** Sets an index input; each index lies in its range. */
    public Point set(Variable variable, int... indices) {
        double[] numbers = new double[indices.length];
        for (int k = 0; k < indices.length; k++) {
            long bound = sizes.of(variable.bound().orElseThrow());
            if (indices[k] < 0 || indices[k] >= bound) {
                throw new IllegalArgumentException(variable.name() + " holds " + indices[k] + ", not in 0:" + bound);
            }
            numbers[k] = indices[k];
        }
        return set(variable, numbers);
    }

    /** The numbers of a param or input: the point's own array, to be read. */
    public double[] get(Variable variable) {
        double[] numbers = values.get(variable);
        if (numbers == null) {
            throw new IllegalArgumentException(variable.name() + " is not set");
        }
        return numbers;
    }

    /** The elements of an index input. */
    public int[] indices(Variable variable) {
        double[] numbers = get(variable);
        int[] indices = new int[numbers.length];
        for (int k = 0; k < numbers.length; k++) {
            indices[k] = (int) numbers[k];
        }
        return indices;
    }

    /** The same point with one number replaced. */
    public Point with(Variable variable, int position, double number) {
        Point moved = new Point(sizes);
        moved.values.putAll(values);
        double[] numbers = get(variable).clone();
        numbers[position] = number;
        moved.values.put(variable, numbers);
        return moved;
    }

    /** The same point with all numbers of a variable replaced. */
    Point with(Variable variable, double[] numbers) {
        Point moved = new Point(sizes);
        moved.values.putAll(values);
        moved.values.put(variable, numbers);
        return moved;
    }

    /** The values of all params, inputs and sizes, in the words of `ad eval`: one {@code name = numbers} a line. */
    public String describe(Program program) {
        StringBuilder out = new StringBuilder("sizes ").append(sizes).append('\n');
        program.params().forEach(v -> describe(v, out));
        program.inputs().forEach(v -> describe(v, out));
        return out.toString();
    }

    private void describe(Variable variable, StringBuilder out) {
        out.append(variable.name())
                .append(" = ")
                .append(
                        variable.type().kind() == Kind.INDEX
                                ? Arrays.toString(indices(variable))
                                : Arrays.toString(get(variable)))
                .append('\n');
    }
}
