package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A reduction that does not depend on some of its axes is done once for all of them; a disjunction that does not depend on
 * an index does not run over it.
 */
final class Invariance {

    private Invariance() {}

    /**
     * The node, made of one with fewer loops if there is one.
     *
     * @param before takes the node with fewer axes, if it is another
     */
    static Node split(Node node, List<Node> before) {
        return node instanceof Node.Defined defined && defined.reduce().isPresent()
                ? split(defined, defined.reduce().get(), before)
                : node;
    }

    private static Node split(Node.Defined node, Reduce reduce, List<Node> before) {
        Set<Atom> used = new HashSet<>();
        Exprs.forEachWhole(node.body(), w -> used.addAll(w.atoms()));
        reduce.filter().ifPresent(f -> Exprs.forEachWhole(f, w -> used.addAll(w.atoms())));
        List<Index> axes = node.axes().stream()
                .filter(a -> used.contains(a) || takesTurns(node, a))
                .toList();
        List<Index> bound = reduce.reducer() == Reducer.ANY
                ? reduce.indices().stream().filter(used::contains).toList()
                : reduce.indices();
        if (axes.size() == node.rank() && bound.size() == reduce.indices().size()) {
            return node;
        }
        Node.Defined inner = bound.isEmpty()
                ? plain(node, axes, Exprs.and(reduce.filter().orElse(Exprs.TRUE), node.body()))
                : new Node.Defined(
                        node.label(),
                        axes,
                        Optional.of(new Reduce(reduce.reducer(), bound, reduce.filter())),
                        node.body(),
                        node.bound());
        if (axes.size() == node.rank()) {
            return inner;
        }
        before.add(inner);
        return plain(
                node,
                node.axes(),
                Exprs.element(inner, axes.stream().map(Whole::of).toList()));
    }

    /** Whether the axis runs over the steps of a loop that also makes what the node reads, so that it is made in turn. */
    private static boolean takesTurns(Node.Defined node, Index axis) {
        return axis.loop().isPresent() && readsRecurrent(node);
    }

    private static boolean readsRecurrent(Node node) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.isRecurrent()) {
                return true;
            }
            next.forEachSource(source -> {
                if (seen.add(source)) {
                    open.push(source);
                }
            });
        }
        return false;
    }

    private static Node.Defined plain(Node.Defined node, List<Index> axes, Expr body) {
        return new Node.Defined(node.label(), axes, Optional.empty(), body, node.bound());
    }
}
