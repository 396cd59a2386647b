package dev.adjoint.shape;

import java.util.List;
import java.util.Optional;

/** Which matrices are lower triangular by definition: {@code chol(…)}, under a name, in an array of them, on both sides. */
final class Triangles {

    private Triangles() {}

    /** Whether the formula is surely a lower triangular matrix, with zeros above the diagonal. */
    static boolean isLower(Typed matrix) {
        return isLower(matrix, 0);
    }

    /** Whether a formula with so many axes before those of the matrix has lower triangular matrices only. */
    private static boolean isLower(Typed formula, int leading) {
        if (formula instanceof Typed.Kernel kernel) {
            return leading == 0 && kernel.algebra() == Typed.Algebra.CHOL;
        }
        if (formula instanceof Typed.Reference reference) {
            return reference.symbol() instanceof Definition definition && isLower(definition.value(), leading);
        }
        if (formula instanceof Typed.Block block) {
            return isLower(block.result(), leading);
        }
        if (formula instanceof Typed.Build build) {
            int own = build.indices().size();
            return own <= leading && isLower(build.element(), leading - own);
        }
        if (formula instanceof Typed.Subscript subscript) {
            return isLower(subscript, leading);
        }
        return formula instanceof Typed.Conditional conditional
                && isLower(conditional.then(), leading)
                && isLower(conditional.otherwise(), leading);
    }

    /** {@code L[n,:,:]}: the last two axes are read whole. */
    private static boolean isLower(Typed.Subscript subscript, int leading) {
        List<Whole> shape = subscript.base().type().shape();
        int rank = shape.size();
        if (rank < 2
                || !isWhole(subscript.parts().get(rank - 2), shape.get(rank - 2))
                || !isWhole(subscript.parts().get(rank - 1), shape.get(rank - 1))) {
            return false;
        }
        long slices = subscript.parts().subList(0, rank - 2).stream()
                .filter(Typed.Subscript.Slice.class::isInstance)
                .count();
        return slices == leading && isLower(subscript.base(), rank - 2);
    }

    private static boolean isWhole(Typed.Subscript.Part part, Whole size) {
        return part instanceof Typed.Subscript.Slice slice
                && slice.from().equals(Whole.ZERO)
                && slice.size().equals(size);
    }

    /** What a matrix is the transpose of, if it is written as one, here or under a name. */
    static Optional<Typed> transposed(Typed matrix) {
        if (matrix instanceof Typed.Transpose transpose) {
            return Optional.of(transpose.operand());
        }
        return matrix instanceof Typed.Reference reference && reference.symbol() instanceof Definition definition
                ? transposed(definition.value())
                : Optional.empty();
    }
}
