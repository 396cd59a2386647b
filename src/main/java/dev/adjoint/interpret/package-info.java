/**
 * The oracle: an {@link dev.adjoint.interpret.Interpreter} of the typed tree that shares no code with the graph, the table of
 * derivatives or the generated Java. It evaluates in the reference order, carries dual numbers for forward derivatives,
 * and records which side of each kink was taken. On it stand the differences and the check of a gradient.
 */
package dev.adjoint.interpret;
