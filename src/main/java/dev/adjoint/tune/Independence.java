package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
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
        Set<Buffer> cleared = new HashSet<>();
        clear(List.of(step), cleared);
        Set<Buffer> own = new HashSet<>();
        for (Buffer buffer : Touched.by(step).written()) {
            if (!cleared.contains(buffer)
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

    static Set<Buffer> touched(List<Step> steps) {
        Set<Buffer> buffers = new HashSet<>();
        steps.forEach(step -> buffers.addAll(Touched.by(step).buffers()));
        return buffers;
    }

    /** Whether all locals that the step reads or changes are its own. */
    private static boolean isClosed(Step step) {
        Set<Value.Local> declared = new HashSet<>();
        declare(List.of(step), declared);
        Touched touched = Touched.by(step);
        return declared.containsAll(touched.read()) && declared.containsAll(touched.assigned());
    }

    private static void declare(List<Step> steps, Set<Value.Local> declared) {
        for (Step step : steps) {
            if (step instanceof Step.Declare declare) {
                declared.add(declare.local());
            } else if (step instanceof Step.Reserve reserve) {
                declared.add(reserve.local());
            } else if (step instanceof Step.Loop loop) {
                declare(loop.body(), declared);
            } else if (step instanceof Step.Branch branch) {
                declare(branch.then(), declared);
                declare(branch.otherwise(), declared);
            }
        }
    }

    /** Notes what the steps set to 0 as a whole. */
    private static void clear(List<Step> steps, Set<Buffer> cleared) {
        for (Step step : steps) {
            if (step instanceof Step.Clear clear) {
                cleared.add(clear.buffer());
            } else if (step instanceof Step.Loop loop) {
                clear(loop.body(), cleared);
            } else if (step instanceof Step.Branch branch) {
                clear(branch.then(), cleared);
                clear(branch.otherwise(), cleared);
            }
        }
    }
}
