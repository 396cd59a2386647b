package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code for indices { if (filter) target += body; }}, the indices from the outermost; or, if the mode is SET, the same with
 * all elements of the target beginning at 0.
 */
record Sum(List<Index> indices, Value.Element target, Step.Mode mode, Value body, Optional<Value> filter) {

    /** The indices that the target moves with; the others are summed over. */
    Set<Index> free() {
        Set<Index> free = Touched.by(target).indices();
        free.retainAll(indices);
        return free;
    }

    Sum with(List<Index> others, Step.Mode how, Value what) {
        return new Sum(others, target, how, what, Optional.empty());
    }

    /** As it stands above. */
    List<Step> loops() {
        List<Step> steps = new ArrayList<>();
        if (mode == Step.Mode.SET && free().size() < indices.size()) {
            steps.addAll(cleared(target, indices));
            steps.addAll(with(indices, Step.Mode.ADD, body).loops());
            return steps;
        }
        List<Step> add = List.of(new Step.Store(target, mode, body));
        return Step.Loop.nest(
                indices,
                filter.<List<Step>>map(f -> List.of(new Step.Branch(f, add, List.of())))
                        .orElse(add));
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
