package dev.adjoint.loops;

import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Steps that belong together; methods are cut between nests, never inside. Locals do not outlive their nest.
 *
 * @param comment what it computes, for a reader: the formula, or {@code dW1}
 * @param place the statement that it comes from
 */
public record Nest(String comment, Optional<Span> place, List<Step> steps) {

    public Nest {
        steps = List.copyOf(steps);
    }
}
