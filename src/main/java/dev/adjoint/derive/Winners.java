package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Typed.Comparison;
import java.util.Optional;

/**
 * The elements that make a maximum or minimum what it is: they share its derivative evenly.
 *
 * @param wins whether the element at hand is one of them
 * @param count how many there are
 */
record Winners(Expr wins, Node count) {

    /** Those of a node that is such a reduction. */
    static Winners of(Node.Defined node) {
        Reduce reduce = node.reduce().orElseThrow();
        Expr wins = Exprs.compare(Comparison.EQUAL, node.body(), Exprs.read(node, node.axes()));
        Expr counted = Exprs.and(reduce.filter().orElse(Exprs.TRUE), wins);
        Reduce count = new Reduce(Reducer.SUM, reduce.indices(), Optional.of(counted));
        Node.Label label = node.label().derived("ties_" + node.name(), "ties");
        return new Winners(wins, new Node.Defined(label, node.axes(), Optional.of(count), Exprs.ONE, Optional.empty()));
    }
}
