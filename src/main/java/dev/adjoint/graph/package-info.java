/**
 * The computational graph. Every gate is one {@link dev.adjoint.graph.Node}: a definition by index, so that a matrix
 * product, a convolution, a slice and a gather are nothing special, and adjoints are nodes like others. {@link
 * dev.adjoint.graph.GraphBuilder} makes it from the typed tree.
 */
package dev.adjoint.graph;
