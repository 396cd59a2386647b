package dev.adjoint.loops;

import dev.adjoint.shape.Derivation;
import java.util.Optional;

/**
 * A product of derivatives and the maps that it is made with. A Jacobian has both if the sizes decide which of them is less
 * work; it is then decided when they are known.
 *
 * @param forward from how {@code wrt} moves to how what is derived, or its gradient, does
 * @param reverse from the upstream gradients of what is derived to those of {@code wrt}
 * @param symmetric whether a matrix is, so that one half of it says it all
 * @param sparse the places of a sparse matrix
 */
public record Product(
        Derivation derivation,
        Optional<LinearMap> forward,
        Optional<LinearMap> reverse,
        boolean symmetric,
        Optional<SparseMatrix> sparse) {}
