package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Optional<Node.Defined> constant = constant(node);
            if (constant.isPresent()) {
                inlined.put(node, constant.get());
                continue;
            }
            Node now = OnePoint.simplify(new Rewriting(rebuilt, inlined).node(node));
            now = Invariance.split(now, kept);
            rebuilt.put(node, now);
            if (now instanceof Node.Defined defined && !roots.contains(node) && uses.pays(node, defined)) {
                inlined.put(node, defined);
            } else {
                kept.add(now);
            }
        }
        Rewriting.close(nodes, rebuilt, inlined);
        return new Rebuilt(kept, wanted.stream().map(rebuilt::get).toList());
    }

    /** A recurrent node that turned out to be one constant: a guard that holds everywhere. */
    private static Optional<Node.Defined> constant(Node node) {
        if (!(node instanceof Node.Accumulated all)
                || !all.isRecurrent()
                || all.terms().size() != 1
                || !(all.terms().get(0).body() instanceof Expr.Truth truth)
                || all.terms().get(0).filter().isPresent()
                || !all.terms().get(0).indices().equals(all.axes())) {
            return Optional.empty();
        }
        return Optional.of(new Node.Defined(node.label(), all.axes(), Optional.empty(), truth, Optional.empty()));
    }
}
