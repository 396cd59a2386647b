package dev.adjoint.optimise;

import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Leaves out what no one asks for. */
public final class Pruning {

    private Pruning() {}

    /** The nodes on which the roots depend, in the order of {@code nodes}. */
    public static List<Node> reachable(List<Node> nodes, List<Node> roots) {
        Set<Node> needed = new HashSet<>(roots);
        for (int k = nodes.size() - 1; k >= 0; k--) {
            if (needed.contains(nodes.get(k))) {
                forEachSource(nodes.get(k), needed::add);
            }
        }
        return nodes.stream().filter(needed::contains).toList();
    }

    /** Hands every node that a node reads to {@code action}; repeated ones repeatedly. */
    public static void forEachSource(Node node, Consumer<Node> action) {
        if (node instanceof Node.Defined defined) {
            Exprs.forEachSource(defined.body(), action);
            defined.reduce().flatMap(Reduce::filter).ifPresent(f -> Exprs.forEachSource(f, action));
        } else if (node instanceof Node.Accumulated accumulated) {
            for (Term term : accumulated.terms()) {
                Exprs.forEachSource(term.body(), action);
                term.filter().ifPresent(f -> Exprs.forEachSource(f, action));
                term.target().forEach(t -> Exprs.forEachSource(t, action));
            }
        } else if (node instanceof Node.Kernel kernel) {
            for (Node.Kernel.Operand operand : kernel.operands()) {
                action.accept(operand.node());
                operand.at().forEach(w -> Exprs.forEachSource(w, action));
            }
            Exprs.forEachSource(kernel.guard(), action);
        }
    }
}
