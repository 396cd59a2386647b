package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.OpenDerivative;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The derivatives that formulas ask for, graph to graph: afterwards they are nodes like others, so that what holds them can
 * be differentiated again. The innermost come first.
 */
public final class Expansion {

    private final Graph before;
    private final List<Node> nodes;

    private Expansion(Graph before) {
        this.before = before;
        this.nodes = new ArrayList<>(before.nodes());
    }

    /** The graph with everything derived. */
    public static Graph of(Graph graph) {
        Expansion expansion = new Expansion(graph);
        graph.open().forEach(expansion::derive);
        return expansion.graph();
    }

    private Graph graph() {
        return new Graph(nodes, before.values(), before.templates());
    }

    private void derive(OpenDerivative open) {
        Optional<Node> derivative = open.direction().isPresent() ? along(open) : gradient(open);
        open.result().close(List.of(copy(open.result(), derivative)));
    }

    private List<Node> between(Node from, Node to) {
        return List.copyOf(nodes.subList(nodes.indexOf(from), nodes.indexOf(to) + 1));
    }

    /** The gradient of the last node of a part for the first, by the reverse. */
    private Optional<Node> gradient(OpenDerivative open) {
        List<Node> part = Narrowing.of(between(open.from(), open.to()), before.templates());
        insert(open, part.stream().filter(n -> !nodes.contains(n)).toList());
        Node to = part.get(part.size() - 1);
        Reverse.Adjoint adjoint =
                Reverse.derive(graph(), part, Map.of(to, Exprs.ONE), List.of(open.from()), Calculus::local);
        insert(open, adjoint.nodes());
        return Optional.ofNullable(adjoint.gradients().get(open.from()));
    }

    /** The derivative along a direction, by tangents. */
    private Optional<Node> along(OpenDerivative open) {
        Map<Node, Node> directions = Map.of(open.from(), open.direction().orElseThrow());
        Tangent.Tangents tangents = Tangent.derive(graph(), directions, List.of(open.to()));
        insert(open, tangents.nodes());
        return Optional.ofNullable(tangents.tangents().get(open.to()));
    }

    private void insert(OpenDerivative before, List<Node> made) {
        nodes.addAll(nodes.indexOf(before.result()), made);
    }

    private static Term copy(Node.Accumulated result, Optional<Node> derivative) {
        List<Whole> at = result.axes().stream().map(Whole::of).toList();
        Expr body = derivative.map(d -> (Expr) new Expr.Read(d, at)).orElse(Exprs.ZERO);
        return new Term(result.axes(), at, Optional.empty(), body);
    }
}
