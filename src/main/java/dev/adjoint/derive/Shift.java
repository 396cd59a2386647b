package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a term that reaches each element of a range at most once adds to an element.
 *
 * @param axes of the whole result
 * @param values of the term's indices, at an element
 * @param reached where the term reaches it
 */
record Shift(List<Index> axes, Map<Index, Whole> values, Expr reached) {

    /** That of a term whose target is an index of its own for each axis, all but one of them whole, plus a size. */
    static Optional<Shift> of(Term term, List<Index> axes) {
        Map<Index, Whole> values = new HashMap<>();
        Set<Index> left = new HashSet<>(term.indices());
        Expr reached = Exprs.TRUE;
        int partial = 0;
        for (int axis = 0; axis < axes.size(); axis++) {
            Whole target = term.target().get(axis);
            Whole place = Whole.of(axes.get(axis));
            Optional<Index> found = left.stream()
                    .filter(i -> target.minus(Whole.of(i)).isSize()
                            || target.minus(Whole.of(i)).isNumber())
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Index index = found.get();
            left.remove(index);
            Whole shift = target.minus(Whole.of(index));
            values.put(index, place.minus(shift));
            boolean isFirst = index.lower().plus(shift).equals(Whole.ZERO);
            boolean isLast = index.upper()
                    .plus(shift)
                    .closed()
                    .equals(axes.get(axis).size().closed());
            if (!isFirst) {
                reached = Exprs.and(
                        reached,
                        compared(Comparison.GREATER_EQUAL, place, index.lower().plus(shift)));
            }
            if (!isLast) {
                reached = Exprs.and(reached, compared(Comparison.LESS, place.minus(shift), index.upper()));
            }
            partial += isFirst && isLast ? 0 : 1;
        }
        return left.isEmpty() && partial == 1 ? Optional.of(new Shift(axes, values, reached)) : Optional.empty();
    }

    private static Expr compared(Comparison comparison, Whole left, Whole right) {
        return decided(Exprs.compare(comparison, left, right));
    }

    /** A condition without what holds for all values of the axes. */
    private static Expr decided(Expr condition) {
        if (condition instanceof Expr.And and) {
            return Exprs.and(decided(and.left()), decided(and.right()));
        }
        if (condition instanceof Expr.Not not) {
            return Exprs.not(decided(not.operand()));
        }
        if (condition instanceof Expr.Compare compare
                && compare.left() instanceof Expr.Count left
                && compare.right() instanceof Expr.Count right) {
            Whole difference = left.value().minus(right.value());
            if (Ranges.surely(difference.minus(1))) {
                return compare.comparison().holds(1) ? Exprs.TRUE : Exprs.FALSE;
            }
            if (compare.comparison() == Comparison.GREATER_EQUAL && Ranges.surely(difference)) {
                return Exprs.TRUE;
            }
        }
        return condition;
    }

    /** The term over the axes. */
    Term term(Term term) {
        Expr filter = term.filter()
                .map(f -> Exprs.and(reached, decided(Exprs.substitute(f, values))))
                .orElse(reached);
        List<Whole> target = new ArrayList<>(axes.stream().map(Whole::of).toList());
        return new Term(axes, target, Optional.of(filter), Exprs.substitute(term.body(), values));
    }
}
