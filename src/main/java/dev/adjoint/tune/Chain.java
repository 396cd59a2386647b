package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Loops of which each but the innermost holds the next and nothing else. */
record Chain(List<Index> indices, List<Step> body) {

    static Chain of(Step.Loop loop) {
        List<Index> indices = new ArrayList<>(List.of(loop.index()));
        List<Step> body = loop.body();
        while (body.size() == 1 && body.get(0) instanceof Step.Loop inner) {
            indices.add(inner.index());
            body = inner.body();
        }
        return new Chain(indices, body);
    }

    /** The number of steps, if it is known. */
    OptionalLong steps() {
        return count().product().known();
    }

    Step.Size count() {
        return new Step.Size(sizes());
    }

    List<Whole> sizes() {
        return indices.stream().map(Index::size).toList();
    }

    /** The number of the step in each loop. */
    List<Whole> places() {
        return indices.stream().map(i -> Whole.of(i).minus(i.lower())).toList();
    }

    /** Whether the numbers of steps are made of dims. */
    boolean isSized() {
        return indices.stream().allMatch(i -> i.size().isSize());
    }

    /** Whether it adds to every element of the buffer. */
    boolean fills(Buffer buffer) {
        if (body.isEmpty()) {
            return false;
        }
        Step last = body.get(body.size() - 1);
        if (last instanceof Step.Branch branch && branch.then().size() == 1) {
            last = branch.then().get(0);
        }
        return last instanceof Step.Store store && store.target().buffer() == buffer && isWhole(store.target());
    }

    /** Whether the element runs over all of its buffer as the indices do, once. */
    boolean isWhole(Value.Element element) {
        return covers(element.subscripts(), element.buffer().shape());
    }

    /** Whether subscripts run over all of a shape as the indices do, once. */
    boolean covers(List<Whole> subscripts, List<Whole> shape) {
        Set<Index> seen = new HashSet<>();
        for (int axis = 0; axis < subscripts.size(); axis++) {
            Optional<Index> index = subscripts.get(axis).index();
            Whole size = shape.get(axis);
            if (index.filter(i -> indices.contains(i)
                            && seen.add(i)
                            && i.lower().equals(Whole.ZERO)
                            && i.upper().closed().equals(size.closed()))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The last step of the body, with values in the place of the locals that are declared before it. */
    Optional<Step> single() {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        List<Step> before = body.subList(0, body.size() - 1);
        boolean declares = before.stream().allMatch(Step.Declare.class::isInstance);
        return declares
                ? Optional.of(inlining(before)
                        .steps(body.subList(before.size(), body.size()))
                        .get(0))
                : Optional.empty();
    }

    /** Puts values in the place of the locals that are declared in the steps and not changed in them. */
    static Copying inlining(List<Step> steps) {
        Copying inlining = new Copying(w -> w, e -> e);
        Set<Value.Local> changed = new HashSet<>();
        steps.forEach(s -> changed.addAll(Touched.by(s).assigned()));
        for (Step step : steps) {
            if (step instanceof Step.Declare declare && !changed.contains(declare.local())) {
                inlining.replace(new Value.Get(declare.local()), inlining.value(declare.value()));
            }
        }
        return inlining;
    }
}
