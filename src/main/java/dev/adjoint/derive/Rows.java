package dev.adjoint.derive;

import dev.adjoint.derive.Block.Place;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Target;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers of a sparse Jacobian by structure. Each row is the reverse of one element over only that of each node which
 * the element reads: in place of the adjoint of a node there is one for each place at which it is read, with the subscripts
 * of the reads on the way put into each other.
 */
final class Rows {

    /** Beyond these, rows have too little of their own, and another way is less work. */
    private static final int MOST_PLACES = 64;

    private static final int MOST_INDICES = 8;
    private static final int MOST_NODES = 5_000;

    /** So many elements along an axis are rows of a kind each. */
    private static final int FEW = 4;

    private final Graph graph;
    private final Set<Node> ends;
    private final Activity activity;
    private final Fixed fixed;
    private final Footprint.Names names = new Footprint.Names();
    private final Map<Node.Defined, Winners> winners = new HashMap<>();
    private final Map<Node, Map<List<Whole>, List<Reached>>> open = new HashMap<>();
    private final List<Node> made = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private List<Index> rows = List.of();
    private Place row;

    /** Numbers of the matrix: over the indices of the block, what stands at its places. */
    record Entry(Block block, Expr value) {}

    /** All numbers, and the nodes that they are made of. */
    record Derived(List<Node> nodes, List<Entry> entries) {}

    /** What reaches an element, and the condition under which it does. */
    private record Reached(Expr path, Expr d) {}

    /** Says that the structure does not tell. */
    private static final class Shapeless extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Rows(Graph graph, List<Node> wrt) {
        this.graph = graph;
        this.ends = new HashSet<>(wrt);
        this.activity = new Activity(graph, wrt);
        this.fixed = new Fixed(graph.nodes());
    }

    /**
     * Derives the rows of a Jacobian.
     *
     * @return nothing if a row has no structure of its own: in a loop that hands on values, behind a matrix operation or a
     *     scattered sum
     */
    static Optional<Derived> of(Graph graph, Node target, List<Node> wrt) {
        Rows rows = new Rows(graph, wrt);
        try {
            rows.each(target, List.of(), List.of());
            return Optional.of(new Derived(List.copyOf(rows.made), List.copyOf(rows.entries)));
        } catch (Shapeless none) {
            return Optional.empty();
        }
    }

    /** Rows of the same kind, from those along the axes so far on; a short axis has a kind for each of its elements. */
    private void each(Node target, List<Index> indices, List<Whole> at) throws Shapeless {
        int axis = at.size();
        if (axis == target.rank()) {
            rows = indices;
            row = new Place(target, at);
            run(target);
            return;
        }
        Whole size = target.shape().get(axis);
        if (isShort(size)) {
            for (int k = 0; k < size.known().getAsLong(); k++) {
                each(target, indices, with(at, Whole.of(k)));
            }
        } else {
            Index index = new Index(target.freshAxes().get(axis).name(), size);
            each(target, with(indices, index), with(at, Whole.of(index)));
        }
    }

    private static boolean isShort(Whole size) {
        return size.known().isPresent() && size.known().getAsLong() <= FEW;
    }

    private static <T> List<T> with(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    private void run(Node target) throws Shapeless {
        open.clear();
        reach(target, List.of(), row.at(), Exprs.TRUE, Exprs.ONE);
        for (int k = graph.nodes().size() - 1; k >= 0; k--) {
            Node node = graph.nodes().get(k);
            Map<List<Whole>, List<Reached>> places = open.remove(node);
            if (places != null) {
                settle(node, places);
            }
        }
    }

    /**
     * Takes in what reaches an element.
     *
     * @param indices besides those of the rows; over those that the place does not need, it is added up
     */
    private void reach(Node node, List<Index> indices, List<Whole> at, Expr path, Expr d) {
        Set<Index> needed = new LinkedHashSet<>(Exprs.indicesOf(at));
        needed.retainAll(indices);
        List<Index> summed = indices.stream().filter(i -> !needed.contains(i)).toList();
        Expr condition = path;
        Expr value = d;
        if (!summed.isEmpty()) {
            List<Index> axes = new ArrayList<>(rows);
            axes.addAll(needed);
            Optional<Expr> filter = path.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(path);
            Reduce reduce = new Reduce(Reducer.SUM, summed, filter);
            value = Exprs.read(add(node, axes, Optional.of(reduce), d), axes);
            condition = Footprint.without(path, summed);
        }
        Map<Index, Whole> values = Footprint.Names.values(names.of(needed));
        open.computeIfAbsent(node, n -> new LinkedHashMap<>())
                .computeIfAbsent(Footprint.substitute(at, values), p -> new ArrayList<>())
                .add(new Reached(Exprs.substitute(condition, values), Exprs.substitute(value, values)));
    }

    private Node add(Node of, List<Index> axes, Optional<Reduce> reduce, Expr body) {
        Node.Label label = of.label().derived("d" + of.name(), of.label().gate());
        Node node = new Node.Defined(label, axes, reduce, body, Optional.empty());
        made.add(node);
        return node;
    }

    private void settle(Node node, Map<List<Whole>, List<Reached>> places) throws Shapeless {
        if (places.size() > MOST_PLACES || made.size() > MOST_NODES) {
            throw new Shapeless();
        }
        for (Map.Entry<List<Whole>, List<Reached>> place : places.entrySet()) {
            List<Index> bound = bound(place.getKey());
            if (bound.size() > MOST_INDICES || isMoreThanAll(bound, node)) {
                throw new Shapeless();
            }
            Reached all = combined(node, bound, place.getValue());
            if (ends.contains(node)) {
                end(node, bound, place.getKey(), all);
            } else {
                spread(node, bound, place.getKey(), all);
            }
        }
    }

    /** The indices of a place besides those of the rows. */
    private List<Index> bound(List<Whole> at) {
        Set<Index> bound = new LinkedHashSet<>(Exprs.indicesOf(at));
        rows.forEach(bound::remove);
        return List.copyOf(bound);
    }

    private static boolean isMoreThanAll(List<Index> bound, Node node) {
        Whole places = bound.stream().map(Index::size).reduce(Whole.ONE, Whole::times);
        Whole all = node.shape().stream().reduce(Whole.ONE, Whole::times);
        return bound.size() > node.rank() && Ranges.surely(places.minus(all).minus(1));
    }

    /** The sum of all that reaches an element. */
    private Reached combined(Node node, List<Index> bound, List<Reached> all) {
        if (all.size() == 1
                && (all.get(0).d() instanceof Expr.Constant || all.get(0).d() instanceof Expr.Read)) {
            return all.get(0);
        }
        Map<Expr, Expr> sums = new LinkedHashMap<>();
        all.forEach(r -> sums.merge(r.path(), r.d(), Exprs::plus));
        Expr path = Exprs.FALSE;
        Expr sum = null;
        for (Expr condition : List.copyOf(sums.keySet())) {
            Expr then = sums.remove(condition);
            if (then != null) {
                Expr otherwise = sums.remove(Exprs.not(condition));
                path = Exprs.or(path, otherwise == null ? condition : Exprs.TRUE);
                Expr share = Exprs.choose(condition, then, otherwise == null ? Exprs.ZERO : otherwise);
                sum = sum == null ? share : Exprs.plus(sum, share);
            }
        }
        List<Index> axes = new ArrayList<>(rows);
        axes.addAll(bound);
        return new Reached(path, Exprs.read(add(node, axes, Optional.empty(), sum), axes));
    }

    private void end(Node node, List<Index> bound, List<Whole> at, Reached reached) throws Shapeless {
        List<Whole> places = at.stream().map(Fixed::plain).toList();
        if (!places.stream().allMatch(fixed::is)) {
            throw new Shapeless();
        }
        List<Index> indices = new ArrayList<>(rows);
        indices.addAll(bound);
        Expr condition = Exprs.and(fixed.may(reached.path()), Footprint.inRange(places, node.shape()));
        Block block = new Block(indices, condition, row, new Place(node, places));
        entries.add(new Entry(block, Exprs.choose(reached.path(), reached.d(), Exprs.ZERO)));
    }

    private void spread(Node node, List<Index> bound, List<Whole> at, Reached reached) throws Shapeless {
        if (activity.template(node).isPresent()) {
            throw new Shapeless();
        }
        if (node instanceof Node.Defined defined) {
            spread(defined, bound, at, reached);
        } else if (node instanceof Node.Accumulated accumulated && !accumulated.isRecurrent()) {
            for (Term term : accumulated.terms()) {
                spread(accumulated, term, bound, at, reached);
            }
        } else {
            throw new Shapeless();
        }
    }

    private void spread(Node.Defined node, List<Index> bound, List<Whole> at, Reached reached) {
        Map<Index, Whole> values = new HashMap<>();
        for (int axis = 0; axis < at.size(); axis++) {
            values.put(node.axes().get(axis), at.get(axis));
        }
        Expr value = new Expr.Read(node, at);
        if (node.reduce().isEmpty()) {
            chain(bound).push(Exprs.substitute(node.body(), values), reached.d(), reached.path(), Optional.of(value));
            return;
        }
        spread(node, node.reduce().get().indices(), values, bound, at, reached);
    }

    /** The same for all values of the indices of a reduction; a short one has each of its values by itself. */
    private void spread(
            Node.Defined node,
            List<Index> reduced,
            Map<Index, Whole> values,
            List<Index> bound,
            List<Whole> at,
            Reached reached) {
        if (reduced.isEmpty()) {
            element(node, values, bound, at, reached);
            return;
        }
        Index index = reduced.get(0);
        List<Index> rest = reduced.subList(1, reduced.size());
        if (isShort(index.size())) {
            for (int k = 0; k < index.size().known().getAsLong(); k++) {
                values.put(index, Whole.of(k));
                spread(node, rest, values, bound, at, reached);
            }
        } else {
            Index own = new Index(index.name(), index.size());
            values.put(index, Whole.of(own));
            spread(node, rest, values, with(bound, own), at, reached);
        }
    }

    private void element(
            Node.Defined node, Map<Index, Whole> values, List<Index> bound, List<Whole> at, Reached reached) {
        Reduce reduce = node.reduce().orElseThrow();
        Expr path = Exprs.and(
                reached.path(),
                reduce.filter().map(f -> Exprs.substitute(f, values)).orElse(Exprs.TRUE));
        Expr share = reached.d();
        if (reduce.reducer() != Reducer.SUM) {
            Winners its = winners.computeIfAbsent(node, this::winners);
            share = Exprs.over(share, new Expr.Read(its.count(), at));
            path = Exprs.and(path, Exprs.substitute(its.wins(), values));
        }
        chain(bound).push(Exprs.substitute(node.body(), values), share, path, Optional.empty());
    }

    private Winners winners(Node.Defined node) {
        Winners its = Winners.of(node);
        made.add(its.count());
        return its;
    }

    /** A term that writes the element hands on what reaches it; one that adds to it from many places has no structure. */
    private void spread(Node.Accumulated node, Term term, List<Index> bound, List<Whole> at, Reached reached)
            throws Shapeless {
        Target target = Target.of(term, at);
        Expr filter = Exprs.substitute(term.filter().orElse(Exprs.TRUE), target.values());
        Expr path = Exprs.and(reached.path(), Exprs.and(target.condition(), filter));
        if (path.equals(Exprs.FALSE)) {
            return;
        }
        if (!target.left().isEmpty()) {
            throw new Shapeless();
        }
        Optional<Expr> value = node.isDisjoint() ? Optional.of(new Expr.Read(node, at)) : Optional.empty();
        chain(bound).push(Exprs.substitute(term.body(), target.values()), reached.d(), path, value);
    }

    private Chain chain(List<Index> bound) {
        return new Chain(
                activity, Calculus::local, (read, path, d) -> reach(read.node(), bound, read.subscripts(), path, d));
    }
}
