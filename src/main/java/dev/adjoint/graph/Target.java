package dev.adjoint.graph;

import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which values of a term's indices lead to an element: {@code A[i + 2] += …} leads to {@code A[k]} at {@code i = k - 2}.
 *
 * @param values of the indices that follow from the element
 * @param left the indices that do not
 * @param condition where the term leads there
 */
public record Target(Map<Index, Whole> values, List<Index> left, Expr condition) {

    /** Those of a term and an element. */
    public static Target of(Term term, List<Whole> element) {
        Map<Index, Whole> values = new HashMap<>();
        Expr condition = Exprs.TRUE;
        for (int axis = 0; axis < element.size(); axis++) {
            Whole target = term.target().get(axis);
            Whole at = element.get(axis);
            Optional<Index> only = only(target, term.indices());
            if (only.isPresent() && !values.containsKey(only.get())) {
                Index index = only.get();
                Whole value = at.minus(target.minus(Whole.of(index)));
                values.put(index, value);
                condition = Exprs.and(condition, Exprs.inRange(value, index.size()));
            } else {
                condition = Exprs.and(condition, Exprs.compare(Comparison.EQUAL, target, at));
            }
        }
        List<Index> left = new ArrayList<>(term.indices());
        left.removeAll(values.keySet());
        return new Target(values, left, Exprs.substitute(condition, values));
    }

    /** The index of which a target is made but for a fixed distance. */
    private static Optional<Index> only(Whole target, List<Index> indices) {
        for (Index index : indices) {
            Whole rest = target.minus(Whole.of(index));
            if (target.atoms().contains(index)
                    && Exprs.indicesOf(List.of(rest)).stream().noneMatch(indices::contains)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }
}
