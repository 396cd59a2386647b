/**
 * Random well-typed programs for the property tests. A program is made by picking a shape and then an operator that
 * yields it, so that it passes the checker by construction, and every function gets arguments from inside its domain.
 * The same seed and size give the same text.
 */
package dev.adjoint.random;
