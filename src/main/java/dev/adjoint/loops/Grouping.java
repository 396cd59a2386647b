package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.loops.Statement.Write;
import dev.adjoint.optimise.Cost;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides which statements share a nest, and in which order the nests stand. */
final class Grouping {

    /** How far back a nest may be that a statement joins. */
    private static final int REACH = 12;

    /** A nest that costs more grows no further, so that a method holds it. */
    private static final int LARGE = 160;

    private final List<Part> parts = new ArrayList<>();
    private final Map<Node, Integer> places = new HashMap<>();

    private Grouping() {}

    static List<Part> of(List<Item> items) {
        Grouping grouping = new Grouping();
        items.forEach(grouping::place);
        return grouping.parts;
    }

    private void place(Item item) {
        if (item instanceof Item.Sweep sweep) {
            Part.Sweep part =
                    new Part.Sweep(sweep.step(), sweep.window(), sweep.backward(), of(sweep.body()), sweep.recurrent());
            forEachStatement(part, s -> places.put(s.node(), parts.size()));
            parts.add(part);
            return;
        }
        if (item instanceof Item.When when) {
            Part.When part = new Part.When(when.made(), of(when.then()), of(when.otherwise()));
            forEachStatement(part, s -> places.put(s.node(), parts.size()));
            parts.add(part);
            return;
        }
        if (item instanceof Item.Segments segments) {
            Part.Segments part = new Part.Segments(
                    segments.window(),
                    segments.backward(),
                    segments.carried(),
                    segments.repeated(),
                    of(segments.body()));
            forEachStatement(part, s -> places.put(s.node(), parts.size()));
            parts.add(part);
            return;
        }
        Statement statement = ((Item.Single) item).statement();
        if (statement instanceof Write write) {
            place(write);
        } else {
            open(statement, true, 0);
        }
    }

    /** Hands every statement of a part, also in loops, to {@code action}. */
    static void forEachStatement(Part part, Consumer<Statement> action) {
        if (part instanceof Part.Sweep sweep) {
            sweep.body().forEach(p -> forEachStatement(p, action));
        } else if (part instanceof Part.Segments segments) {
            segments.body().forEach(p -> forEachStatement(p, action));
        } else if (part instanceof Part.When when) {
            when.then().forEach(p -> forEachStatement(p, action));
            when.otherwise().forEach(p -> forEachStatement(p, action));
        } else {
            ((Group) part).statements().forEach(action);
        }
    }

    private void open(Statement statement, boolean alone, int cost) {
        places.put(statement.node(), parts.size());
        parts.add(new Group(statement, alone, cost));
    }

    private void place(Write write) {
        int cost = cost(write);
        if (isOuter(write.axes(), write.reduce(), write.body())) {
            open(write, true, cost);
            return;
        }
        int[] from = {Math.max(0, parts.size() - REACH)};
        write.forEachRead((source, at) -> from[0] = Math.max(from[0], places.getOrDefault(source, 0)));
        for (int k = from[0]; k < parts.size(); k++) {
            if (parts.get(k) instanceof Group group && group.cost() + cost <= LARGE && group.accepts(write)) {
                group.add(write, cost);
                places.put(write.node(), k);
                return;
            }
        }
        open(write, false, cost);
    }

    private static int cost(Write write) {
        return 2
                + Cost.of(write.body())
                + write.reduce().flatMap(Reduce::filter).map(Cost::of).orElse(0);
    }

    /**
     * Whether a sum should run with its last axis innermost, adding to a row of results, because its reads go along that axis
     * and across the summed one. The order of the terms of each element stays the same.
     */
    static boolean isOuter(List<Index> axes, Optional<Reduce> reduce, Expr body) {
        if (axes.isEmpty() || reduce.isEmpty() || reduce.get().reducer() != Reducer.SUM) {
            return false;
        }
        List<Index> bound = reduce.get().indices();
        Index inner = bound.get(bound.size() - 1);
        Index last = axes.get(axes.size() - 1);
        return strides(body, inner) > strides(body, last);
    }

    /** How many reads do not go along the rows of their arrays when the index moves. */
    private static int strides(Expr body, Index index) {
        int[] count = {0};
        Exprs.forEachRead(body, read -> {
            List<Whole> subscripts = read.subscripts();
            for (int k = 0; k + 1 < subscripts.size(); k++) {
                if (subscripts.get(k).atoms().contains(index)) {
                    count[0]++;
                    return;
                }
            }
        });
        return count[0];
    }
}
