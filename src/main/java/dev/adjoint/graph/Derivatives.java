package dev.adjoint.graph;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Derivatives in formulas. Each value of the indices around has a copy of its own of what is taken as independent, and a
 * Jacobian one for each of its rows: so the gradient of the sum over all of them is the gradient of each. What all that has
 * in common is found again when the graph is optimised. With respect to one number a derivative is along a direction: the
 * tangents cost less than a row for each element.
 */
final class Derivatives {

    private final GraphBuilder builder;
    private final List<OpenDerivative> all = new ArrayList<>();

    Derivatives(GraphBuilder builder) {
        this.builder = builder;
    }

    /** Those that were made, each behind those inside it. */
    List<OpenDerivative> all() {
        return all;
    }

    /** The node that will hold the derivative. */
    Node make(Site site, Typed.Derivative derivative) {
        Optional<Node> direction = direction(site, derivative);
        boolean rows = direction.isEmpty();
        List<Index> elements = rows ? site.own(derivative.value()) : List.of();
        Frame frame = site.frame().with(elements, GraphBuilder.wholes(elements));
        Definition independent = derivative.independent();
        Node from = copy(independent.value(), frame, independent.name());
        builder.made(independent, new GraphBuilder.Made(from, frame.indices()));
        builder.free().know(independent, new HashSet<>(frame.indices()));
        derivative.between().forEach(definition -> builder.define(definition, frame));
        Typed value = rows ? element(derivative.value(), elements) : derivative.value();
        Node.Defined to = copy(value, frame, "value");
        Node.Accumulated result = builder.add(
                Node.Accumulated.later(site.label(), GraphBuilder.concat(site.axes(), site.own(derivative))));
        all.add(new OpenDerivative(from, to, direction, result));
        return result;
    }

    private Optional<Node> direction(Site site, Typed.Derivative derivative) {
        Definition independent = derivative.independent();
        Optional<Typed> one =
                independent.type().isScalar() ? Optional.of(new Typed.Literal(1, derivative.span())) : Optional.empty();
        return derivative.direction().or(() -> one).map(v -> copy(v, site.frame(), "d" + independent.name()));
    }

    private static Typed element(Typed value, List<Index> indices) {
        List<Typed.Subscript.Part> parts = new ArrayList<>();
        indices.forEach(i -> parts.add(new Typed.Subscript.At(Whole.of(i))));
        return parts.isEmpty() ? value : new Typed.Subscript(value, parts, Type.SCALAR, value.span());
    }

    /** A node of a formula over all the indices of the frame, whether the formula depends on them or not. */
    private Node.Defined copy(Typed formula, Frame frame, String name) {
        Node.Label label = new Node.Label(name, Gates.name(formula), formula.span(), frame.statement(), false);
        Site site = Site.of(
                label, Optional.empty(), frame.indices(), frame, !frame.path().isEmpty());
        return builder.pointwise(site, formula);
    }
}
