package dev.adjoint.derive;

import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the loops of recurrent nodes end in a list of nodes: behind everything that their terms read. */
final class Recurrences {

    private final Map<Integer, List<Accumulated>> ends = new HashMap<>();

    private Recurrences() {}

    /** Those that reach a seeded node. */
    static Recurrences of(List<Node> nodes, Collection<Node> seeded) {
        Map<Node, Integer> ends = ends(nodes);
        Set<Node> reached = Node.reachable(seeded);
        Recurrences recurrences = new Recurrences();
        for (Node node : nodes) {
            if (node.isRecurrent() && reached.contains(node)) {
                recurrences
                        .ends
                        .computeIfAbsent(ends.get(node), k -> new ArrayList<>())
                        .add((Accumulated) node);
            }
        }
        return recurrences;
    }

    /** The recurrent nodes that are to be opened before the k-th node is settled. */
    List<Accumulated> endingAt(int k) {
        return ends.getOrDefault(k, List.of());
    }

    /** Whether a node is never constant, whatever it is made of. */
    static boolean varies(Node node) {
        return node instanceof Accumulated accumulated
                && accumulated
                        .recurrence()
                        .filter(Accumulated.Recurrence::varies)
                        .isPresent();
    }

    /** For each node its place, for a recurrent one that of the last node in its loop. */
    private static Map<Node, Integer> ends(List<Node> nodes) {
        Map<Node, Integer> ends = new HashMap<>();
        for (int k = 0; k < nodes.size(); k++) {
            ends.put(nodes.get(k), k);
        }
        List<Node> recurrent = nodes.stream().filter(Node::isRecurrent).toList();
        boolean[] again = {true};
        while (again[0]) {
            again[0] = false;
            for (Node node : recurrent) {
                node.forEachSource(source -> {
                    if (ends.getOrDefault(source, -1) > ends.get(node)) {
                        ends.put(node, ends.get(source));
                        again[0] = true;
                    }
                });
            }
        }
        return ends;
    }
}
