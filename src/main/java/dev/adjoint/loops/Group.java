package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.loops.Statement.Write;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Statements whose loops are one nest: definitions over the same axes, each of which reads the others only at the element at
 * hand. A node that is accumulated, or whose sum is best run with its axis innermost, is alone in its group.
 */
final class Group implements Part {

    private final List<Statement> statements = new ArrayList<>();
    private final List<Index> axes;
    private final boolean alone;
    private int cost;

    Group(Statement first, boolean alone, int cost) {
        this.axes = first instanceof Write write ? write.axes() : List.of();
        this.alone = alone;
        this.cost = cost;
        statements.add(first);
    }

    List<Statement> statements() {
        return statements;
    }

    List<Node> nodes() {
        return statements.stream().map(Statement::node).toList();
    }

    /** The indices of the nest: those of its first statement. */
    List<Index> axes() {
        return axes;
    }

    boolean isAlone() {
        return alone;
    }

    void add(Write write, int itsCost) {
        statements.add(write);
        cost += itsCost;
    }

    int cost() {
        return cost;
    }

    /** Whether a statement's loops could be those of this group. */
    boolean accepts(Write write) {
        if (alone || !sizes(axes).equals(sizes(write.axes()))) {
            return false;
        }
        // Bound indices of the statement may be axes of the group, so its own axes stand for those.
        Map<Index, Whole> its = new HashMap<>();
        for (int k = 0; k < axes.size(); k++) {
            its.put(axes.get(k), Whole.of(write.axes().get(k)));
        }
        boolean[] here = {true};
        write.forEachRead((node, subscripts) -> {
            for (Statement statement : statements) {
                if (statement.node() == node) {
                    here[0] &= node.kind() != dev.adjoint.shape.Kind.INDEX
                            && subscripts.equals(
                                    substitute(here((Write) statement).target(), its));
                }
            }
        });
        return here[0];
    }

    private static List<Whole> sizes(List<Index> indices) {
        return indices.stream().map(i -> i.size().closed()).toList();
    }

    private static List<Whole> substitute(List<Whole> wholes, Map<Index, Whole> values) {
        return wholes.stream().map(w -> Exprs.substitute(w, values)).toList();
    }

    private Map<Index, Whole> values(Write write) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < axes.size(); k++) {
            values.put(write.axes().get(k), Whole.of(axes.get(k)));
        }
        return values;
    }

    /** A statement as it stands in the nest: over the indices of the nest, and bound ones that are none of these. */
    record Here(List<Whole> target, List<Index> bound, Optional<Expr> filter, Expr body) {}

    Here here(Write write) {
        Map<Index, Whole> values = values(write);
        List<Index> bound = new ArrayList<>();
        for (Index index : write.reduce().map(Reduce::indices).orElse(List.of())) {
            Index mine = distinct(index, bound);
            bound.add(mine);
            values.put(index, Whole.of(mine));
        }
        return new Here(
                substitute(write.target(), values),
                bound,
                write.reduce().flatMap(Reduce::filter).map(f -> Exprs.substitute(f, values)),
                Exprs.substitute(write.body(), values));
    }

    /** The index, or a new one like it if its name is taken in the nest. */
    private Index distinct(Index index, List<Index> bound) {
        List<String> taken =
                Stream.concat(axes.stream(), bound.stream()).map(Index::name).toList();
        if (!taken.contains(index.name())) {
            return index;
        }
        String name = Stream.of("i", "j", "k", "l", "m", "n", "p", "q", "r", "s")
                .filter(letter -> !taken.contains(letter))
                .findFirst()
                .orElse(index.name() + taken.size());
        return index.renamed(name);
    }
}
