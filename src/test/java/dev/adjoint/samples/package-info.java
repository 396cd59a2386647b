/**
 * The samples as classes: the build compiles each of them into this package. Their gradients are held against differences of
 * the interpreter, and the net of the digits is trained. What the lecture computes by hand comes out.
 */
package dev.adjoint.samples;
