package dev.adjoint.tune;

import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import java.util.List;
import java.util.Optional;

/** {@code acc = first; for indices { acc += term }}, and its like. */
record Reduction(Value.Constant first, List<Index> indices, Term term) {

    /** The one that begins at a step of a body; values stand in it for the locals that are declared before. */
    static Optional<Reduction> of(List<Step> body, int at) {
        if (at + 1 >= body.size()
                || !(body.get(at) instanceof Step.Declare declare)
                || !(declare.value() instanceof Value.Constant first)
                || !(body.get(at + 1) instanceof Step.Loop loop)) {
            return Optional.empty();
        }
        Chain chain = Chain.of(loop);
        Copying inlining = Chain.inlining(body.subList(0, at));
        return chain.single()
                .flatMap(step -> Term.of(step, declare.local()))
                .map(t -> new Term(t.accumulator(), t.fold(), inlining.value(t.value())))
                .map(t -> new Reduction(first, chain.indices(), t));
    }

    Value.Local accumulator() {
        return term.accumulator();
    }
}
