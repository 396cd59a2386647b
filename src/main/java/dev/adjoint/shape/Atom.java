package dev.adjoint.shape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@link Whole} is made of besides numbers. */
public sealed interface Atom permits Dim, Index, Atom.Quotient, Atom.Remainder, Atom.Gathered {

    /** {@code floor(dividend / divisor)}; the divisor is a positive number, perhaps that of a constant dim. */
    record Quotient(Whole dividend, Whole divisor) implements Atom {

        @Override
        public String toString() {
            return dividend.inBrackets() + "/" + divisor.inBrackets();
        }
    }

    /** {@code mod(dividend, divisor)}, from 0 to divisor - 1; the divisor is made of dims and numbers. */
    record Remainder(Whole dividend, Whole divisor) implements Atom {

        @Override
        public String toString() {
            return "mod(" + dividend + ", " + divisor + ")";
        }
    }

    /**
     * A whole number read from an array of indices: {@code y} or {@code tok[n]}.
     *
     * @param subscripts one for each axis of the array
     */
    record Gathered(IndexArray array, List<Whole> subscripts) implements Atom {

        @Override
        public String toString() {
            return array.name()
                    + (subscripts.isEmpty()
                            ? ""
                            : subscripts.stream().map(Whole::toString).collect(Collectors.joining(",", "[", "]")));
        }
    }

    /** An array of kind {@link Kind#INDEX}, of the typed tree or of the graph; {@code equals} is identity. */
    interface IndexArray {

        String name();

        /** The size of the dim that its elements are indices of: they lie in 0 … bound - 1. */
        Optional<Whole> bound();
    }
}
