/**
 * Adjoint: formulas in, plain Java with gradients out. {@code Compiler} is the whole way through, one phase a
 * statement; every package below is one phase or one door.
 */
package dev.adjoint;
