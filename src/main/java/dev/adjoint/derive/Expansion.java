package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.OpenDerivative;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Derivative.Order;
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
        List<Node> part = between(open.from(), open.to());
        Optional<Node> derivative = open.order() == Order.PRODUCT
                ? along(open, part)
                : gradient(Narrowing.of(part, before.templates()), Exprs.ONE, open.result());
        open.result().close(List.of(copy(open.result(), derivative)));
    }

    private List<Node> between(Node from, Node to) {
        return List.copyOf(nodes.subList(nodes.indexOf(from), nodes.indexOf(to) + 1));
    }

    /**
     * The gradient of the last node of a part for the first.
     *
     * @param behind the node before which all that is made is put
     */
    private Optional<Node> gradient(List<Node> part, Expr seed, Node behind) {
        List<Node> made = part.stream().filter(n -> !nodes.contains(n)).toList();
        nodes.addAll(nodes.indexOf(behind), made);
        Node from = part.get(0);
        Node to = part.get(part.size() - 1);
        Reverse.Adjoint adjoint = Reverse.derive(graph(), part, Map.of(to, seed), List.of(from), Calculus::local);
        nodes.addAll(nodes.indexOf(behind), adjoint.nodes());
        return Optional.ofNullable(adjoint.gradients().get(from));
    }

    /**
     * The derivative along a direction, by the reverse of the reverse: the gradient for x of the sum of {@code u.*e} is linear
     * in u, and its product with v has the derivative for u that is asked for.
     */
    private Optional<Node> along(OpenDerivative open, List<Node> part) {
        Node.Defined to = open.to();
        Node u = new Node.Defined(
                to.label().derived("u", "seed"), fresh(to.axes()), Optional.empty(), Exprs.ZERO, Optional.empty());
        nodes.add(nodes.indexOf(open.from()), u);
        Optional<Node> gradient = gradient(part, new Expr.Read(u, List.of()), open.result());
        if (gradient.isEmpty()) {
            return gradient;
        }
        Node product = product(gradient.get(), open.direction().orElseThrow());
        nodes.add(nodes.indexOf(open.result()), product);
        return gradient(between(u, product), Exprs.ONE, open.result());
    }

    /** {@code g .* v}, of which all elements are seeded: the derivative of their sum. */
    private static Node product(Node gradient, Node direction) {
        List<Index> axes = gradient.freshAxes();
        Expr product = Exprs.times(Exprs.read(gradient, axes), Exprs.read(direction, axes));
        return new Node.Defined(
                gradient.label().derived("along", "mul"), axes, Optional.empty(), product, Optional.empty());
    }

    private static List<Index> fresh(List<Index> axes) {
        return axes.stream().map(Index::fresh).toList();
    }

    private static Term copy(Node.Accumulated result, Optional<Node> derivative) {
        List<Whole> at = result.axes().stream().map(Whole::of).toList();
        Expr body = derivative.map(d -> (Expr) new Expr.Read(d, at)).orElse(Exprs.ZERO);
        return new Term(result.axes(), at, Optional.empty(), body);
    }
}
