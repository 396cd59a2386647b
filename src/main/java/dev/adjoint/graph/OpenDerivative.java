package dev.adjoint.graph;

import dev.adjoint.shape.Typed.Derivative.Order;
import java.util.Optional;

/**
 * A derivative that a formula asks for, still to be derived. What lies between the two nodes stands between them in the list
 * of nodes, and all of it, like both, has the same first axes: for each value of those it is a computation of its own.
 *
 * @param from what is taken as independent
 * @param to what is differentiated; for a gradient and a Jacobian one number for each value of the first axes
 * @param direction of a product, of the shape of {@code from}
 * @param result takes the derivative: for a gradient and a Jacobian of the shape of {@code from}, for a product of that of
 *     {@code to}
 */
public record OpenDerivative(
        Order order, Node from, Node.Defined to, Optional<Node> direction, Node.Accumulated result) {}
