package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import java.util.List;

/** What stands in a section, or in the steps of a loop: one statement, or statements that take turns. */
sealed interface Item {

    /** A statement with loops of its own. */
    record Single(Statement statement) implements Item {}

    /**
     * The items once for each step of a loop.
     *
     * @param step its index, which the items refer to
     * @param recurrent a node whose elements each step hands to the next
     */
    record Sweep(Index step, boolean backward, List<Item> body, Node.Accumulated recurrent) implements Item {}

    /** In the steps of a loop, {@code then} in those that are made, {@code otherwise} in the others. */
    record When(Expr.Read made, List<Item> then, List<Item> otherwise) implements Item {}
}
