package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Nodes whose loops are one nest: definitions over the same axes, each of which reads the others only at the element at
 * hand. A node that is accumulated, or whose sum is best run with its axis innermost, is alone in its group.
 */
final class Group {

    private final List<Node> nodes = new ArrayList<>();
    private final List<Index> axes;
    private final boolean alone;
    private int cost;

    Group(Node first, boolean alone, int cost) {
        this.axes = first instanceof Node.Defined defined ? defined.axes() : List.of();
        this.alone = alone;
        this.cost = cost;
        nodes.add(first);
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The indices of the nest: those of its first node. */
    List<Index> axes() {
        return axes;
    }

    boolean isAlone() {
        return alone;
    }

    void add(Node.Defined node, int itsCost) {
        nodes.add(node);
        cost += itsCost;
    }

    int cost() {
        return cost;
    }

    /** Whether a node's loops could be those of this group. */
    boolean accepts(Node.Defined node) {
        return !alone
                && sizes(axes).equals(sizes(node.axes()))
                && readsHere(node, node.body())
                && node.reduce()
                        .flatMap(Reduce::filter)
                        .map(f -> readsHere(node, f))
                        .orElse(true);
    }

    private static List<Whole> sizes(List<Index> indices) {
        return indices.stream().map(i -> i.size().closed()).toList();
    }

    private boolean readsHere(Node.Defined node, Expr expr) {
        boolean[] here = {true};
        List<Whole> at = node.axes().stream().map(Whole::of).toList();
        Exprs.forEachRead(
                expr,
                read -> here[0] &=
                        !nodes.contains(read.node()) || read.subscripts().equals(at));
        Exprs.forEachWhole(expr, w -> Exprs.forEachSource(w, source -> here[0] &= !nodes.contains(source)));
        return here[0];
    }

    /** A node as it stands in the nest: over the indices of the nest, and bound ones that are none of these. */
    record Here(List<Index> bound, Optional<Expr> filter, Expr body) {}

    Here here(Node.Defined node) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < axes.size(); k++) {
            values.put(node.axes().get(k), Whole.of(axes.get(k)));
        }
        List<Index> bound = new ArrayList<>();
        for (Index index : node.reduce().map(Reduce::indices).orElse(List.of())) {
            Index mine = distinct(index, bound);
            bound.add(mine);
            values.put(index, Whole.of(mine));
        }
        return new Here(
                bound,
                node.reduce().flatMap(Reduce::filter).map(f -> Exprs.substitute(f, values)),
                Exprs.substitute(node.body(), values));
    }

    /** The index, or a new one like it if its name is taken in the nest. */
    private Index distinct(Index index, List<Index> bound) {
        List<String> taken =
                Stream.concat(axes.stream(), bound.stream()).map(Index::name).toList();
        if (!taken.contains(index.name())) {
            return index;
        }
        String name = Stream.of("i", "j", "k", "l", "m", "n", "p", "q", "r", "s")
                .filter(letter -> !taken.contains(letter))
                .findFirst()
                .orElse(index.name() + taken.size());
        return new Index(name, index.size());
    }
}
