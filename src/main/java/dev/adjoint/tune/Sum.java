package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * {@code for indices { if (filter) target += body; }}, where all conditions of the filter hold; the indices from the outermost; or, if the mode is SET, the same with
 * all elements of the target beginning at 0.
 */
record Sum(List<Index> indices, Value.Element target, Step.Mode mode, Value body, List<Value> filter) {

    /** The conditions that all hold where a condition does. */
    static List<Value> conditions(Value filter) {
        if (filter instanceof Value.And and) {
            List<Value> both = new ArrayList<>(conditions(and.left()));
            both.addAll(conditions(and.right()));
            return both;
        }
        return List.of(filter);
    }

    /** Those of the indices that a value moves with. */
    Set<Index> indices(Value value) {
        Set<Index> its = Touched.by(value).indices();
        its.retainAll(indices);
        return its;
    }

    /** The indices that the target moves with; the others are summed over. */
    Set<Index> free() {
        Set<Index> free = Touched.by(target).indices();
        free.retainAll(indices);
        return free;
    }

    Sum with(List<Index> others, Step.Mode how, Value what, List<Value> where) {
        return new Sum(others, target, how, what, where);
    }

    /** As it stands above. */
    List<Step> loops() {
        List<Step> steps = new ArrayList<>();
        if (mode == Step.Mode.SET && free().size() < indices.size()) {
            steps.addAll(cleared(target, indices));
            steps.addAll(with(indices, Step.Mode.ADD, body, filter).loops());
            return steps;
        }
        return Step.Loop.nest(indices, where(filter, new Step.Store(target, mode, body)));
    }

    /** The step where all conditions hold. */
    static List<Step> where(List<Value> conditions, Step step) {
        return conditions.stream()
                .reduce(Value.And::new)
                .<List<Step>>map(c -> List.of(new Step.Branch(c, List.of(step), List.of())))
                .orElse(List.of(step));
    }

    /** Sets the elements of a target to 0, over those of the indices that it moves with. */
    static List<Step> cleared(Value.Element target, Collection<Index> indices) {
        List<Index> its = target.subscripts().stream()
                .flatMap(w -> w.atoms().stream())
                .filter(indices::contains)
                .map(Index.class::cast)
                .distinct()
                .toList();
        return Step.Loop.nest(its, List.of(new Step.Store(target, Step.Mode.SET, new Value.Constant(0))));
    }
}
