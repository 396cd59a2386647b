package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
        return run(nodes, wanted, EnumSet.allOf(Pass.class));
    }

    /** The same with some of the passes. */
    public static Rebuilt run(List<Node> nodes, List<Node> wanted, Set<Pass> passes) {
        Rebuilt now = pruned(nodes, wanted);
        for (Pass pass : List.of(Pass.SHARE, Pass.COMMON, Pass.SHARE, Pass.CARRY, Pass.INLINE, Pass.SHARE)) {
            now = passes.contains(pass) ? now.then(pass::run) : now;
        }
        return now.then(Optimiser::pruned);
    }

    private static Rebuilt pruned(List<Node> nodes, List<Node> wanted) {
        return Rebuilt.unchanged(Pruning.reachable(nodes, wanted), wanted);
    }
}
