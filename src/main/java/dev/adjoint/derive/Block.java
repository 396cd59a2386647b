package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * Places of a matrix of derivatives: for each value of the indices at which the condition holds, one.
 *
 * @param condition over sizes, indices and index inputs
 */
record Block(List<Index> indices, Expr condition, Place row, Place column) {

    /** An element of a node. */
    record Place(Node node, List<Whole> at) {}

    Block {
        indices = List.copyOf(indices);
    }

    /** The same on the other side of the diagonal. */
    Block mirrored() {
        return new Block(indices, condition, /* row= */ column, /* column= */ row);
    }
}
