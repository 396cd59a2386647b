/**
 * From graph to loop nests over buffers: which nodes become arrays, which share a nest, in which order its loops run. {@link
 * dev.adjoint.loops.Loops} is what {@code java/} writes down; it knows nothing of Java's text. Nothing is decided later
 * than here but names and the cutting into methods.
 */
package dev.adjoint.loops;
