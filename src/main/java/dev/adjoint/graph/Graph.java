package dev.adjoint.graph;

import java.util.List;

/**
 * A program as gates.
 *
 * @param nodes every node, each after those that it reads
 * @param outputs the nodes of the program's outputs, in its order
 */
public record Graph(List<Node> nodes, List<Node> outputs) {

    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }
}
