/**
 * Names, dims and shapes. {@code Checker} turns the tree into a {@link dev.adjoint.shape.Program} of
 * {@link dev.adjoint.shape.Typed} formulas in which every name is resolved, every shape known and every read proved in
 * range. A size is a {@link dev.adjoint.shape.Whole}: a polynomial over named dims.
 */
package dev.adjoint.shape;
