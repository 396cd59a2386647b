package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import java.util.List;
import java.util.Optional;

/** What stands in a section, or in the steps of a loop: one statement, or statements that take turns. */
sealed interface Item {

    /** A statement with loops of its own. */
    record Single(Statement statement) implements Item {}

    /**
     * The items once for each step of a loop.
     *
     * @param step its index, which the items refer to
     * @param window the steps at hand, if they are not all
     * @param recurrent a node whose elements each step hands to the next
     */
    record Sweep(Index step, Optional<Window> window, boolean backward, List<Item> body, Node.Accumulated recurrent)
            implements Item {

        Sweep with(List<Item> items) {
            return new Sweep(step, window, backward, items, recurrent);
        }
    }

    /** In the steps of a loop, {@code then} in those that are made, {@code otherwise} in the others. */
    record When(Expr.Read made, List<Item> then, List<Item> otherwise) implements Item {}

    /**
     * The items once for each segment of the steps of a loop.
     *
     * @param carried the nodes that one segment hands to the next
     * @param repeated the nodes whose first value in the segment is kept, from which the body computes the others again
     */
    record Segments(Window window, boolean backward, List<Node> carried, List<Node> repeated, List<Item> body)
            implements Item {}
}
