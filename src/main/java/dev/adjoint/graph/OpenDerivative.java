package dev.adjoint.graph;

import java.util.Optional;

/**
 * A derivative that a formula asks for, still to be derived. What lies between the two nodes stands between them in the list
 * of nodes, and all of it, like both, has the same first axes: for each value of those it is a computation of its own.
 *
 * @param from what is taken as independent
 * @param to what is differentiated: along a direction of any shape, else one number for each value of the first axes
 * @param direction how fast each element of {@code from} changes, of its shape
 * @param result takes the derivative: along a direction of the shape of {@code to}, else of that of {@code from}
 */
public record OpenDerivative(Node from, Node.Defined to, Optional<Node> direction, Node.Accumulated result) {}
