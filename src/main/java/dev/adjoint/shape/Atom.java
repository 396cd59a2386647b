package dev.adjoint.shape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@link Whole} is made of besides numbers. */
public sealed interface Atom permits Dim, Index, Atom.Quotient, Atom.Remainder, Atom.Gathered, Atom.Row, Atom.Root {

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

    /**
     * The step {@code row}, where a collected row is read that may not be there yet: in the loop it is an error at run time
     * if {@code row} is not less than {@code made}.
     *
     * @param made how many rows there are when it is read
     * @param rows the name of what is collected
     */
    record Row(Whole row, Whole made, String rows) implements Atom {

        @Override
        public String toString() {
            return row.toString();
        }
    }

    /** The least whole number whose square is not less than the radicand, which is made of dims and numbers. */
    record Root(Whole radicand) implements Atom {

        @Override
        public String toString() {
            return "root(" + radicand + ")";
        }
    }

    /** An array of kind {@link Kind#INDEX}, of the typed tree or of the graph; {@code equals} is identity. */
    interface IndexArray {

        String name();

        /** The size of the dim that its elements are indices of: they lie in 0 … bound - 1. */
        Optional<Whole> bound();
    }
}
