package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.optimise.Cost;
import dev.adjoint.optimise.Pruning;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides which nodes of a section share a nest, and in which order the nests stand. */
final class Grouping {

    /** How far back a nest may be that a node joins. */
    private static final int REACH = 12;

    /** A nest that costs more grows no further, so that a method holds it. */
    private static final int LARGE = 160;

    private final List<Group> groups = new ArrayList<>();
    private final Map<Node, Integer> places = new HashMap<>();

    private Grouping() {}

    /** The groups of the nodes that need a nest; leaves and seeds need none. */
    static List<Group> of(List<Node> nodes) {
        Grouping grouping = new Grouping();
        for (Node node : nodes) {
            if (node instanceof Node.Defined defined) {
                grouping.place(defined);
            } else if (node instanceof Node.Accumulated || node instanceof Node.Kernel) {
                grouping.open(node, true, 0);
            }
        }
        return grouping.groups;
    }

    private void open(Node node, boolean alone, int cost) {
        places.put(node, groups.size());
        groups.add(new Group(node, alone, cost));
    }

    private void place(Node.Defined node) {
        int cost = cost(node);
        if (isOuter(node) || node.kind() == Kind.INDEX) {
            open(node, true, cost);
            return;
        }
        int[] from = {Math.max(0, groups.size() - REACH)};
        Pruning.forEachSource(node, source -> from[0] = Math.max(from[0], places.getOrDefault(source, 0)));
        for (int k = from[0]; k < groups.size(); k++) {
            Group group = groups.get(k);
            if (group.cost() + cost <= LARGE && group.accepts(node)) {
                group.add(node, cost);
                places.put(node, k);
                return;
            }
        }
        open(node, false, cost);
    }

    private static int cost(Node.Defined node) {
        return 2
                + Cost.of(node.body())
                + node.reduce().flatMap(Reduce::filter).map(Cost::of).orElse(0);
    }

    /**
     * Whether a sum should run with its last axis innermost, adding to a row of results, because its reads go along that axis
     * and across the summed one. The order of the terms of each element stays the same.
     */
    static boolean isOuter(Node.Defined node) {
        if (node.rank() == 0 || node.reduce().isEmpty() || node.reduce().get().reducer() != Reducer.SUM) {
            return false;
        }
        List<Index> bound = node.reduce().get().indices();
        Index inner = bound.get(bound.size() - 1);
        Index last = node.axes().get(node.rank() - 1);
        return strides(node.body(), inner) > strides(node.body(), last);
    }

    /** How many reads do not go along the rows of their arrays when the index moves. */
    private static int strides(Expr body, Index index) {
        int[] count = {0};
        Exprs.forEachRead(body, read -> {
            List<Whole> subscripts = read.subscripts();
            for (int k = 0; k + 1 < subscripts.size(); k++) {
                if (subscripts.get(k).atoms().contains(index)) {
                    count[0]++;
                    return;
                }
            }
        });
        return count[0];
    }
}
