package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That the steps of a loop, or the rows of a product, can be made in any order and at the same time.
 *
 * @param along the step itself, or the loop inside of it whose steps are independent
 * @param own the intermediates in which a step leaves what only it reads
 */
record Independence(Step along, Set<Buffer> own) {

    /** Whether it is so with a step, beside others of its nest. */
    static Optional<Independence> of(Step step, List<Step> all, Set<Buffer> lent) {
        if (step instanceof Step.Multiply || step instanceof Step.Each) {
            return Optional.of(new Independence(step, Set.of()));
        }
        return isClosed(step)
                ? chain(step).stream()
                        .flatMap(along -> of(along, step, all, lent).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** The loops inside of each other between which nothing is done that takes long, from the outermost on. */
    private static List<Step.Loop> chain(Step step) {
        List<Step.Loop> chain = new ArrayList<>();
        Set<Index> outer = new HashSet<>();
        Optional<Step.Loop> next = inner(List.of(step));
        while (next.isPresent()) {
            next.filter(l ->
                            isFree(l.index().lower(), outer) && isFree(l.index().upper(), outer))
                    .ifPresent(chain::add);
            outer.add(next.get().index());
            next = inner(next.get().body());
        }
        return chain;
    }

    private static boolean isFree(Whole bound, Set<Index> outer) {
        return bound.atoms().stream().noneMatch(a -> outer.contains(a) || a instanceof Atom.Gathered);
    }

    private static Optional<Step.Loop> inner(List<Step> body) {
        List<Step> rest =
                body.stream().filter(s -> !(s instanceof Step.Declare)).toList();
        if (rest.size() != 1) {
            return Optional.empty();
        }
        if (rest.get(0) instanceof Step.Branch branch && branch.otherwise().isEmpty()) {
            return inner(branch.then());
        }
        return rest.get(0) instanceof Step.Loop loop ? Optional.of(loop) : Optional.empty();
    }

    private static Optional<Independence> of(Step.Loop along, Step step, List<Step> all, Set<Buffer> lent) {
        Accesses accesses = Accesses.of(step);
        Touched touched = Touched.by(step);
        Set<Buffer> own = new HashSet<>();
        for (Buffer buffer : touched.written()) {
            if (!touched.cleared().contains(buffer)
                    && accesses.axis(buffer, along.index()).isPresent()) {
                continue;
            }
            boolean isPassing = lent.contains(buffer)
                    && all.stream()
                            .allMatch(other -> other == step
                                    || !Touched.by(other).buffers().contains(buffer));
            if (!isPassing) {
                return Optional.empty();
            }
            own.add(buffer);
        }
        return Optional.of(new Independence(along, own));
    }

    /** Whether all locals that the step reads or changes are its own. */
    private static boolean isClosed(Step step) {
        Touched touched = Touched.by(step);
        return touched.declared().containsAll(touched.read())
                && touched.declared().containsAll(touched.assigned());
    }
}
