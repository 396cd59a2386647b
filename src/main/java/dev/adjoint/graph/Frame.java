package dev.adjoint.graph;

import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a formula is read: the indices around it with their values over the axes of the node that is being made, and the
 * conditions under which it is evaluated.
 *
 * @param indices the indices of the typed tree around, the outermost first
 * @param values their values
 * @param path the conditions around that hold
 * @param name what unnamed gates are named after
 * @param statement the statement that holds the formula
 */
record Frame(List<Index> indices, Map<Index, Whole> values, List<Guard> path, String name, Span statement) {

    /** A condition that holds, or whose negation holds. */
    record Guard(Typed condition, boolean holds) {}

    static Frame top(String name, Span statement) {
        return new Frame(List.of(), Map.of(), List.of(), name, statement);
    }

    /** Whether formulas are those of matrix notation, each operator a gate; under an index they are not. */
    boolean isMatrix() {
        return indices.isEmpty();
    }

    Frame with(List<Index> more, List<Whole> theirValues) {
        List<Index> all = new ArrayList<>(indices);
        Map<Index, Whole> known = new HashMap<>(values);
        for (int k = 0; k < more.size(); k++) {
            all.add(more.get(k));
            known.put(more.get(k), theirValues.get(k));
        }
        return new Frame(all, known, path, name, statement);
    }

    Frame under(Typed condition, boolean holds) {
        List<Guard> longer = new ArrayList<>(path);
        longer.add(new Guard(condition, holds));
        return new Frame(indices, values, longer, name, statement);
    }

    Frame under(List<Guard> conditions) {
        List<Guard> longer = new ArrayList<>(path);
        longer.addAll(conditions);
        return new Frame(indices, values, longer, name, statement);
    }

    Frame unguarded() {
        return new Frame(indices, values, List.of(), name, statement);
    }

    /** Those of the indices around that are among {@code used}, the outermost first. */
    List<Index> among(Set<Index> used) {
        return indices.stream().filter(used::contains).toList();
    }

    List<Whole> valuesOf(List<Index> some) {
        return some.stream().map(values::get).toList();
    }
}
