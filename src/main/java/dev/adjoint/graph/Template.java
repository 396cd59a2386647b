package dev.adjoint.graph;

import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The gradient that a function says for itself, at one use of the function. The reverse does not go through the nodes of the
 * body: it repeats what the partials are made of with the adjoints of the results in place of {@code upstream}.
 *
 * @param around how many indices stand around the use: the first axes of all its nodes, one use for each of their values
 * @param results the nodes that the function returns; nothing else is equal to them
 * @param upstream what stands for the adjoint of each result, of its shape
 * @param arguments those that have a gradient
 */
public record Template(int around, List<Node> results, List<Node> upstream, List<Argument> arguments) {

    /**
     * What reaches an argument: {@code d argument[target] += partial[indices]}, over the indices.
     *
     * @param target over the indices, which also stand for the uses under an index
     */
    public record Argument(Node node, List<Index> indices, List<Whole> target, Node partial) {}

    public Template {
        results = List.copyOf(results);
        upstream = List.copyOf(upstream);
        arguments = List.copyOf(arguments);
    }

    /** All its nodes: as they are rebuilt, so is the template by {@link #mapped}. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(results);
        nodes.addAll(upstream);
        arguments.forEach(a -> nodes.addAll(List.of(a.node(), a.partial())));
        return nodes;
    }

    /** The same over what became of its nodes. */
    public Template mapped(UnaryOperator<Node> became) {
        return new Template(
                around,
                results.stream().map(became).toList(),
                upstream.stream().map(became).toList(),
                arguments.stream()
                        .map(a -> new Argument(
                                became.apply(a.node()), a.indices(), a.target(), became.apply(a.partial())))
                        .toList());
    }
}
