package dev.adjoint.shape;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a value is: the kind of its elements, and its shape.
 *
 * @param shape the sizes of the axes; empty for a scalar
 * @param row whether a vector is written as a row, as {@code x'} is; its shape has one axis all the same
 */
public record Type(Kind kind, List<Whole> shape, boolean row) {

    public static final Type SCALAR = new Type(Kind.REAL, List.of(), false);
    public static final Type INDEX = new Type(Kind.INDEX, List.of(), false);
    public static final Type TRUTH = new Type(Kind.TRUTH, List.of(), false);

    public Type {
        shape = List.copyOf(shape);
    }

    /** Real numbers in columns. */
    public static Type real(List<Whole> shape) {
        return new Type(Kind.REAL, shape, false);
    }

    public int rank() {
        return shape.size();
    }

    public boolean isScalar() {
        return shape.isEmpty();
    }

    /** {@code [H, D]}, {@code row [D]}, {@code a scalar}. */
    @Override
    public String toString() {
        return isScalar()
                ? "a scalar"
                : (row ? "row " : "") + shape.stream().map(Whole::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
