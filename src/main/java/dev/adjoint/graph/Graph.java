package dev.adjoint.graph;

import dev.adjoint.shape.Symbol;
import java.util.List;
import java.util.Map;

/**
 * A program as gates.
 *
 * @param nodes every node, each after those that it reads
 * @param values the node of each param, input and definition of the file
 * @param templates the gradients that functions say for themselves; what they are made of is among the nodes
 * @param open the derivatives that formulas ask for and that are still to be derived, each behind those inside it
 */
public record Graph(List<Node> nodes, Map<Symbol, Node> values, List<Template> templates, List<OpenDerivative> open) {

    public Graph {
        nodes = List.copyOf(nodes);
        templates = List.copyOf(templates);
        open = List.copyOf(open);
    }

    /** A graph in which everything is derived. */
    public Graph(List<Node> nodes, Map<Symbol, Node> values, List<Template> templates) {
        this(nodes, values, templates, List.of());
    }
}
