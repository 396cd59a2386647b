/**
 * Java that is both called by the interpreter and copied as text into generated classes: plain static methods of numbers and
 * arrays. The text lies beside the compiled classes as a resource. It is ASCII, refers to nothing but {@code java.lang}, methods
 * of its own file and what it imports, overloads no method and has no fields.
 */
package dev.adjoint.kernels;
