/**
 * Derivatives, graph to graph. {@link dev.adjoint.derive.Calculus} is the table of local gradients, all of it on one screen;
 * {@link dev.adjoint.derive.Reverse} multiplies them with the upstream gradient and adds up where branches join, {@link
 * dev.adjoint.derive.Tangent} with the tangents of the operands. Adjoints and tangents are nodes like others, so that what is
 * said of nodes holds of them and either mode may be applied to what the other made.
 */
package dev.adjoint.derive;
