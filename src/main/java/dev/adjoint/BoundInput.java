package dev.adjoint;

import dev.adjoint.java.Generated;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An input with the numbers that it was given, row-major: real ones or indices. */
final class BoundInput {

    private final Variable input;
    private final double[] reals;
    private final int[] indices;
    private final List<Integer> lengths;

    private BoundInput(Variable input, double[] reals, int[] indices, List<Integer> lengths) {
        this.input = input;
        this.reals = reals;
        this.indices = indices;
        this.lengths = lengths;
    }

    /** Real numbers in a row. */
    static BoundInput of(Variable input, double... numbers) {
        Objects.requireNonNull(numbers, () -> "the array for `" + input + "` is null");
        if (input.type().kind() == Kind.INDEX) {
            throw new IllegalArgumentException("`" + input + "` is an index of "
                    + input.bound().orElseThrow() + ": give it as int, not as double");
        }
        return new BoundInput(input, numbers, null, lengths(input, numbers.length));
    }

    /** Whole numbers in a row: indices, or real numbers that are whole. */
    static BoundInput of(Variable input, int... numbers) {
        Objects.requireNonNull(numbers, () -> "the array for `" + input + "` is null");
        return input.type().kind() == Kind.INDEX
                ? new BoundInput(input, null, numbers.clone(), lengths(input, numbers.length))
                : of(input, Arrays.stream(numbers).asDoubleStream().toArray());
    }

    private static List<Integer> lengths(Variable input, int count) {
        if (input.type().isScalar() && count != 1) {
            throw new IllegalArgumentException("`" + input + "` is one number, not " + count);
        }
        return input.type().rank() == 1 ? List.of(count) : List.of();
    }

    /** The same, the numbers having come in rows. */
    BoundInput inRows(int rows, int columns) {
        if (input.type().rank() != 2) {
            throw new IllegalArgumentException("`" + declared() + "` is not given in rows: give its numbers one after"
                    + " another, the last subscript running fastest");
        }
        return new BoundInput(input, reals, indices, List.of(rows, columns));
    }

    Variable input() {
        return input;
    }

    /** Gives the numbers to an object of the class. */
    void bind(Generated.Instance object) {
        if (indices != null) {
            object.set(input, indices);
        } else {
            object.set(input, reals);
        }
    }

    /** Of the axes, as far as the arrays showed them; none if the numbers came in one row for more than one axis. */
    List<Integer> lengths() {
        return lengths;
    }

    int count() {
        return reals == null ? indices.length : reals.length;
    }

    List<Whole> axes() {
        return input.type().shape();
    }

    /** {@code X[N,D]}. */
    String declared() {
        return declared(input);
    }

    static String declared(Variable variable) {
        List<Whole> shape = variable.type().shape();
        return variable
                + (shape.isEmpty()
                        ? ""
                        : shape.stream().map(Whole::toString).collect(Collectors.joining(",", "[", "]")));
    }

    /** {@code X is [2, 3]}, or {@code X has 6 numbers}. */
    String shown() {
        return "`" + input + "` " + (lengths.size() > 1 ? "is " + lengths : "has " + count() + " numbers");
    }
}
