package dev.adjoint.graph;

import dev.adjoint.shape.Symbol;
import java.util.List;
import java.util.Map;

/**
 * A program as gates.
 *
 * @param nodes every node, each after those that it reads
 * @param values the node of each param, input and definition of the file
 */
public record Graph(List<Node> nodes, Map<Symbol, Node> values) {

    public Graph {
        nodes = List.copyOf(nodes);
    }
}
