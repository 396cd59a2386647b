/**
 * What the compiler has to say to the person who wrote the formula. A {@link dev.adjoint.diagnostic.Diagnostic} is a
 * value with a {@link dev.adjoint.diagnostic.Code}, made beside the check that finds it, and drawn in one place. Nothing
 * here prints or throws.
 */
package dev.adjoint.diagnostic;
