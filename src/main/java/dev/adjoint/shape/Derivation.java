package dev.adjoint.shape;

import java.util.List;
import java.util.Optional;

/**
 * A product of derivatives that the class is asked for, by {@code derive} in the file or by an option.
 *
 * @param name the method's: the product's own word for what is derived by default, else {@code jacobian_e}
 * @param of what is derived: real definitions; one of them, a scalar if it is the Hessian's
 * @param wrt the params and real inputs with respect to which, in the order that was said; theta's if nothing was said
 * @param mode how a Jacobian is to be computed, if that was said
 */
public record Derivation(Product product, String name, List<Definition> of, List<Variable> wrt, Optional<Mode> mode) {

    /** What can be asked for. */
    public enum Product {
        /** Jacobian times vector: how what is derived moves if {@code wrt} moves along a direction. */
        JVP("jvp"),
        /** Vector times Jacobian: the upstream gradients of what is derived, handed back. */
        VJP("vjp"),
        /** All of it, row-major. */
        JACOBIAN("jacobian"),
        /** Hessian times vector. */
        HESSIAN_VECTOR("hessianVector"),
        /** All of it, row-major. */
        HESSIAN("hessian"),
        /** What of the Jacobian may be other than 0. */
        SPARSE_JACOBIAN("sparseJacobian"),
        /** What of the Hessian may be other than 0. */
        SPARSE_HESSIAN("sparseHessian");

        private final String word;

        Product(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Whether it is a matrix of which only what may be other than 0 is stored. */
        public boolean isSparse() {
            return this == SPARSE_JACOBIAN || this == SPARSE_HESSIAN;
        }

        /** Whether it is one of second derivatives, which only a scalar has. */
        public boolean isSecond() {
            return this == HESSIAN_VECTOR || this == HESSIAN || this == SPARSE_HESSIAN;
        }
    }

    /** How a Jacobian is computed. */
    public enum Mode {
        /** Column by column. */
        FORWARD,
        /** Row by row. */
        REVERSE
    }

    /** The relative cost of a row in reverse mode. */
    public static final int ROW = 3;

    /** The relative cost of a column in forward mode. */
    public static final int COLUMN = 2;

    public Derivation {
        of = List.copyOf(of);
        wrt = List.copyOf(wrt);
    }

    /** Whether it is a whole matrix, and no product with a vector. */
    public boolean isMatrix() {
        return isDense() || product.isSparse();
    }

    /** Whether it is a whole matrix of which every number is stored. */
    public boolean isDense() {
        return product == Product.JACOBIAN || product == Product.HESSIAN;
    }

    /** The rows of the matrix: how many numbers are derived, or as many as there are columns. */
    public Whole rows() {
        return product.isSecond() ? columns() : count(of);
    }

    /** The columns: by how many numbers. */
    public Whole columns() {
        return count(wrt);
    }

    private static Whole count(List<? extends Symbol> symbols) {
        return symbols.stream()
                .map(s -> s.type().shape().stream().reduce(Whole.ONE, Whole::times))
                .reduce(Whole.ZERO, Whole::plus);
    }

    /**
     * The way to a Jacobian that was said, or that takes less work for all sizes; nothing if that depends on them. A row in
     * reverse costs {@link #ROW} where a column forward costs {@link #COLUMN}.
     */
    public Optional<Mode> cheaper() {
        if (mode.isPresent()) {
            return mode;
        }
        Whole spared = columns().times(Whole.of(COLUMN)).minus(rows().times(Whole.of(ROW)));
        return isAlways(spared)
                ? Optional.of(Mode.REVERSE)
                : isAlways(spared.times(Whole.of(-1)).minus(1)) ? Optional.of(Mode.FORWARD) : Optional.empty();
    }

    private static boolean isAlways(Whole nonNegative) {
        return Ranges.nonNegative(nonNegative, List.of()) instanceof Ranges.Verdict.Proved;
    }
}
