package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the formula of a node where it is read, if it is read once for each element or costs next to nothing. */
final class Inlining {

    private Inlining() {}

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Uses uses = Uses.of(nodes);
        Set<Node> roots = new HashSet<>(wanted);
        Map<Node, Node> rebuilt = new HashMap<>();
        Map<Node, Node.Defined> inlined = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            Node now = OnePoint.simplify(new Rewriting(rebuilt, inlined).node(node));
            now = Invariance.split(now, kept);
            rebuilt.put(node, now);
            if (now instanceof Node.Defined defined && !roots.contains(node) && uses.pays(node, defined)) {
                inlined.put(node, defined);
            } else {
                kept.add(now);
            }
        }
        return new Rebuilt(kept, wanted.stream().map(rebuilt::get).toList());
    }
}
