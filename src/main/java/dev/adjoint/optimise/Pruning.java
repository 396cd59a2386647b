package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what no one asks for. */
public final class Pruning {

    private Pruning() {}

    /** The nodes on which the roots depend, in the order of {@code nodes}. */
    public static List<Node> reachable(List<Node> nodes, List<Node> roots) {
        Set<Node> needed = new HashSet<>(roots);
        Deque<Node> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            open.pop().forEachSource(source -> {
                if (needed.add(source)) {
                    open.push(source);
                }
            });
        }
        return nodes.stream().filter(needed::contains).toList();
    }
}
