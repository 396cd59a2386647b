package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.List;

/** The passes in their order. Each rebuilds the nodes from first to last and says what became of those that are wanted. */
public final class Optimiser {

    private Optimiser() {}

    /**
     * Leaves out copies and makes one node of equal ones, before the graph is differentiated: what is shared has one adjoint.
     * What the adjoints will read is a node of its own.
     */
    public static Rebuilt share(List<Node> nodes, List<Node> wanted) {
        return Projection.run(nodes, wanted).then(Keeping::run).then(Sharing::run);
    }

    /** Lets kernels that may fail be done only where their results are asked for by the outputs. */
    public static Rebuilt defer(List<Node> nodes, List<Node> wanted, List<Node> outputs) {
        return Deferral.run(nodes, wanted, outputs);
    }

    /**
     * Optimises a graph.
     *
     * @param nodes in topological order
     * @param wanted the nodes that must stay arrays of their own, as outputs and gradients do
     */
    public static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Rebuilt pruned = Rebuilt.unchanged(Pruning.reachable(nodes, wanted), wanted);
        Rebuilt shared = pruned.then(Sharing::run);
        Rebuilt inlined = shared.then(Carrying::run).then(Inlining::run);
        return inlined.then(Sharing::run).then((all, roots) -> Rebuilt.unchanged(Pruning.reachable(all, roots), roots));
    }
}
