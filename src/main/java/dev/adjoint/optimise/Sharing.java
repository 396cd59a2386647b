package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one node of nodes that are defined alike, whatever their indices are called. Wanted nodes stay, and serve the others. */
final class Sharing {

    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final Map<Object, Node> known = new HashMap<>();
    private final Map<List<Object>, Index> standard = new HashMap<>();

    private Sharing() {}

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Sharing sharing = new Sharing();
        Set<Node> roots = new HashSet<>(wanted);
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            Node now = new Rewriting(sharing.rebuilt, Map.of()).node(node);
            Node same = sharing.first(now);
            Node first = roots.contains(node) ? now : same;
            sharing.rebuilt.put(node, first);
            if (first == now) {
                kept.add(now);
            }
        }
        Rewriting.close(nodes, sharing.rebuilt, Map.of());
        return new Rebuilt(kept, wanted.stream().map(sharing.rebuilt::get).toList());
    }

    private Node first(Node node) {
        if (node instanceof Node.Defined defined) {
            Node same = known.putIfAbsent(key(defined), node);
            return same == null ? node : same;
        }
        if (node instanceof Node.Kernel kernel) {
            Node same = known.putIfAbsent(key(kernel), node);
            return same == null ? node : same;
        }
        return node;
    }

    /** Of kernels that do the same to the same, the first is named where it fails. */
    private List<Object> key(Node.Kernel node) {
        Map<Index, Whole> values = standard(node.axes());
        List<Object> key = new ArrayList<>();
        key.add(node.operation());
        key.add(node.shape());
        key.add(Exprs.substitute(node.guard(), values));
        for (Node.Kernel.Operand operand : node.operands()) {
            key.add(operand.node());
            key.add(operand.at().stream().map(w -> Exprs.substitute(w, values)).toList());
        }
        return key;
    }

    /** Equal for nodes that are defined alike: the definition over indices that depend on position and size alone. */
    private List<Object> key(Node.Defined node) {
        List<Index> indices = new ArrayList<>(node.axes());
        node.reduce().ifPresent(r -> indices.addAll(r.indices()));
        Map<Index, Whole> values = standard(indices);
        Optional<Expr> filter = node.reduce().flatMap(Reduce::filter).map(f -> Exprs.substitute(f, values));
        return List.of(
                node.kind(),
                node.axes().size(),
                indices.stream().map(Index::size).toList(),
                node.reduce().map(Reduce::reducer),
                filter,
                Exprs.substitute(node.body(), values));
    }

    /** For each index one that depends on its position and size alone. */
    private Map<Index, Whole> standard(List<Index> indices) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < indices.size(); k++) {
            Index index = indices.get(k);
            Index same = standard.computeIfAbsent(
                    List.of(k, index.size()), position -> new Index(index.name(), index.size()));
            values.put(index, Whole.of(same));
        }
        return values;
    }
}
