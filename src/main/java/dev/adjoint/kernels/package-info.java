/**
 * Java that is both called by the interpreter and copied as text into generated classes: plain static methods of numbers and
 * arrays. The text lies beside the compiled classes as a resource. It is ASCII, refers to nothing but {@code java.lang}, methods
 * of its own file and what it imports, overloads no method and has no fields.
 *
 * <p>{@code VectorProducts.java} is such a text without a class, since it needs the module {@code jdk.incubator.vector}: a class
 * of its own wherever it is copied to, under a name of its own. It becomes one of single precision where each {@code double}
 * is written {@code float} and each {@code Double}, also within a name, {@code Float}.
 */
package dev.adjoint.kernels;
