package dev.adjoint.loops;

import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps that belong together; methods are cut between nests, never inside. Locals do not outlive their nest.
 *
 * @param comment what it computes, for a reader: the formula, or {@code dW1}
 * @param place the statement that it comes from
 * @param why what was chosen for it, or against, and why: a line each, for who reads the loops
 */
public record Nest(String comment, Optional<Span> place, List<Step> steps, List<String> why) {

    public Nest {
        steps = List.copyOf(steps);
        why = List.copyOf(why);
    }

    /** A nest as the formula says it. */
    public Nest(String comment, Optional<Span> place, List<Step> steps) {
        this(comment, place, steps, List.of());
    }

    /** What it does, if that is in parts that several threads may share. */
    public Optional<Step.Share> share() {
        return steps.size() == 1 && steps.get(0) instanceof Step.Share share ? Optional.of(share) : Optional.empty();
    }

    /** The same with other steps. */
    public Nest with(List<Step> others) {
        return new Nest(comment, place, others, why);
    }

    /** The same with more said about how it came to be. */
    public Nest because(List<String> reasons) {
        List<String> all = new ArrayList<>(why);
        all.addAll(reasons);
        return new Nest(comment, place, steps, all);
    }
}
