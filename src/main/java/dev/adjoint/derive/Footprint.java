package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Elements of a leaf on which something may depend: for each value of the indices at which the condition holds, one.
 *
 * @param at where in the leaf, over the indices here and those of what depends on it
 * @param indices that are bound here
 * @param condition over sizes, indices and index inputs
 */
record Footprint(Node leaf, List<Whole> at, List<Index> indices, Expr condition) {

    /** All of a leaf. */
    static Footprint whole(Node leaf) {
        List<Index> indices = fresh(leaf.shape());
        return new Footprint(leaf, indices.stream().map(Whole::of).toList(), indices, Exprs.TRUE);
    }

    /** New indices over the axes of an array. */
    static List<Index> fresh(List<Whole> shape) {
        List<Index> indices = new ArrayList<>();
        shape.forEach(size -> indices.add(new Index("i" + indices.size(), size)));
        return indices;
    }

    /** The same of another element of what depends on it, with indices of its own. */
    Footprint moved(Map<Index, Whole> values) {
        Map<Index, Whole> all = new HashMap<>(values);
        List<Index> own = new ArrayList<>();
        for (Index index : indices) {
            Index fresh = new Index(index.name(), index.size());
            own.add(fresh);
            all.put(index, Whole.of(fresh));
        }
        return new Footprint(leaf, substitute(at, all), own, Exprs.substitute(condition, all));
    }

    static List<Whole> substitute(List<Whole> wholes, Map<Index, Whole> values) {
        return wholes.stream().map(w -> Exprs.substitute(w, values)).toList();
    }

    /** The same where another condition holds too, for all values of more indices. */
    Footprint under(Expr other, Collection<Index> more) {
        List<Index> all = new ArrayList<>(more);
        all.addAll(indices);
        return new Footprint(leaf, at, all, Exprs.and(other, condition));
    }

    /** The same made of what is fixed, without the indices that are not needed, and in range. */
    Footprint normal(Fixed fixed, Names names) {
        List<Whole> places = new ArrayList<>();
        List<Index> bound = new ArrayList<>(indices);
        for (int axis = 0; axis < at.size(); axis++) {
            Whole place = Fixed.plain(at.get(axis));
            if (!fixed.is(place)) {
                Index any = new Index("i" + axis, leaf.shape().get(axis));
                bound.add(any);
                place = Whole.of(any);
            }
            places.add(place);
        }
        Set<Index> needed = new LinkedHashSet<>(Exprs.indicesOf(places));
        needed.retainAll(bound);
        Set<Index> dropped = new LinkedHashSet<>(bound);
        dropped.removeAll(needed);
        Expr kept = without(fixed.may(condition), dropped);
        Expr all = Exprs.and(kept, inRange(places, leaf.shape()));
        Map<Index, Index> own = names.of(needed);
        Map<Index, Whole> values = Names.values(own);
        return new Footprint(
                leaf, substitute(places, values), List.copyOf(own.values()), Exprs.substitute(all, values));
    }

    /** What a condition says if there are values of some indices for which it holds; what that leaves open is left out. */
    static Expr without(Expr condition, Collection<Index> dropped) {
        Expr left = condition;
        for (Index index : dropped) {
            Optional<Whole> value = value(left, index);
            if (value.isPresent()) {
                left = Exprs.substitute(left, Map.of(index, value.get()));
            }
        }
        return silent(left, dropped);
    }

    /** The value that a condition says an index has. */
    private static Optional<Whole> value(Expr condition, Index index) {
        if (condition instanceof Expr.And and) {
            return value(and.left(), index).or(() -> value(and.right(), index));
        }
        if (condition instanceof Expr.Compare compare
                && compare.comparison() == Comparison.EQUAL
                && compare.left() instanceof Expr.Count left
                && compare.right() instanceof Expr.Count right) {
            Whole own = Whole.of(index);
            if (left.value().equals(own) && !right.value().atoms().contains(index)) {
                return Optional.of(right.value());
            }
            if (right.value().equals(own) && !left.value().atoms().contains(index)) {
                return Optional.of(left.value());
            }
        }
        return Optional.empty();
    }

    private static Expr silent(Expr condition, Collection<Index> dropped) {
        if (condition instanceof Expr.And and) {
            return Exprs.and(silent(and.left(), dropped), silent(and.right(), dropped));
        }
        List<Whole> wholes = new ArrayList<>();
        Exprs.forEachWhole(condition, wholes::add);
        return Exprs.indicesOf(wholes).stream().anyMatch(dropped::contains) ? Exprs.TRUE : condition;
    }

    /** Where places lie in an array, as far as that is not sure. */
    static Expr inRange(List<Whole> places, List<Whole> shape) {
        Expr all = Exprs.TRUE;
        for (int axis = 0; axis < places.size(); axis++) {
            all = Exprs.and(all, Exprs.inRange(places.get(axis), shape.get(axis)));
        }
        return all;
    }

    /** One index for each place in a list and size, so that what differs in names alone is equal. */
    static final class Names {

        private record Key(int place, Whole size) {}

        private final Map<Key, Index> all = new HashMap<>();

        /** For each of some indices the one of its place among them, in order. */
        Map<Index, Index> of(Collection<Index> indices) {
            Map<Index, Index> named = new LinkedHashMap<>();
            for (Index index : indices) {
                Key key = new Key(named.size(), index.size().closed());
                named.put(index, all.computeIfAbsent(key, k -> new Index("i" + k.place(), index.size())));
            }
            return named;
        }

        /** The same, to be put into formulas. */
        static Map<Index, Whole> values(Map<Index, Index> named) {
            Map<Index, Whole> values = new HashMap<>();
            named.forEach((index, name) -> values.put(index, Whole.of(name)));
            return values;
        }
    }
}
