package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.List;
import java.util.Set;

/** Leaves out what no one asks for. */
public final class Pruning {

    private Pruning() {}

    /** The nodes on which the roots depend, in the order of {@code nodes}. */
    public static List<Node> reachable(List<Node> nodes, List<Node> roots) {
        Set<Node> needed = Node.reachable(roots);
        return nodes.stream().filter(needed::contains).toList();
    }
}
