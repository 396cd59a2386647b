package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one-point rule: a sum over j of what is 0 unless {@code j == e} has one term, that for j = e, if e is an index of its
 * range. It undoes the loops that slices, diagonals and {@code if i == j} leave behind in adjoints.
 */
final class OnePoint {

    private OnePoint() {}

    static Node simplify(Node node) {
        if (!(node instanceof Node.Defined defined) || defined.reduce().isEmpty()) {
            return node;
        }
        Reduce reduce = defined.reduce().get();
        if (reduce.reducer() != Reducer.SUM && reduce.reducer() != Reducer.ANY) {
            return node;
        }
        Expr outside = reduce.reducer() == Reducer.ANY ? Exprs.FALSE : Exprs.ZERO;
        Expr condition = reduce.filter().orElse(Exprs.TRUE);
        Expr body = defined.body();
        if (body instanceof Expr.Choose choose && choose.otherwise().equals(outside)) {
            condition = Exprs.and(condition, choose.condition());
            body = choose.then();
        } else if (reduce.reducer() == Reducer.ANY) {
            condition = Exprs.and(condition, body);
            body = Exprs.TRUE;
        }
        for (Index index : reduce.indices()) {
            Optional<Whole> point = point(condition, index);
            if (point.isPresent()) {
                return simplify(at(defined, reduce, index, point.get(), condition, body));
            }
        }
        return node;
    }

    /** The value that a conjunct of the condition gives the index, if it surely lies in the index's range. */
    private static Optional<Whole> point(Expr condition, Index index) {
        if (condition instanceof Expr.And and) {
            return point(and.left(), index).or(() -> point(and.right(), index));
        }
        if (!(condition instanceof Expr.Compare compare)
                || compare.comparison() != Comparison.EQUAL
                || !(compare.left() instanceof Expr.Count left)
                || !(compare.right() instanceof Expr.Count right)) {
            return Optional.empty();
        }
        Whole difference = left.value().minus(right.value());
        Whole plus = difference.minus(Whole.of(index));
        Whole minus = difference.plus(Whole.of(index));
        Whole value = plus.atoms().contains(index) ? minus : plus.negate();
        return !value.atoms().contains(index) && lies(value, index) ? Optional.of(value) : Optional.empty();
    }

    private static boolean lies(Whole value, Index index) {
        return isNonNegative(value) && isNonNegative(index.size().minus(value).minus(1));
    }

    private static boolean isNonNegative(Whole value) {
        return Ranges.nonNegative(value, List.of()) instanceof Ranges.Verdict.Proved;
    }

    private static Node at(Node.Defined node, Reduce reduce, Index index, Whole value, Expr condition, Expr body) {
        Map<Index, Whole> values = new HashMap<>();
        values.put(index, value);
        List<Index> rest = new ArrayList<>(reduce.indices());
        rest.remove(index);
        Expr filter = Exprs.substitute(condition, values);
        Expr element = Exprs.substitute(body, values);
        boolean any = reduce.reducer() == Reducer.ANY;
        if (rest.isEmpty()) {
            Expr single = any ? Exprs.and(filter, element) : Exprs.choose(filter, element, Exprs.ZERO);
            return new Node.Defined(node.label(), node.axes(), Optional.empty(), single, node.bound());
        }
        Optional<Expr> left = filter.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(filter);
        return new Node.Defined(
                node.label(),
                node.axes(),
                Optional.of(new Reduce(reduce.reducer(), rest, left)),
                element,
                node.bound());
    }
}
