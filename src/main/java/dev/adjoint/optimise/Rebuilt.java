package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a pass made of a list of nodes.
 *
 * @param nodes in topological order
 * @param wanted what became of the wanted nodes, in their order
 */
public record Rebuilt(List<Node> nodes, List<Node> wanted) {

    public Rebuilt {
        nodes = List.copyOf(nodes);
        wanted = List.copyOf(wanted);
    }

    static Rebuilt unchanged(List<Node> nodes, List<Node> wanted) {
        return new Rebuilt(nodes, wanted);
    }

    Rebuilt then(BiFunction<List<Node>, List<Node>, Rebuilt> pass) {
        return pass.apply(nodes, wanted);
    }
}
