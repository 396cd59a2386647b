package dev.adjoint.syntax;

import dev.adjoint.source.Span;
import java.util.Optional;

/** An index with the range said for it, as in {@code for i in SO} or {@code where u in 0:2}. */
public record Binder(Name name, Optional<Range> range) {

    /**
     * A range: either a size alone ({@code in SO}: {@code lower} is absent and {@code single} holds) or {@code a:b}, of which
     * either end may be left out.
     */
    public record Range(Span span, Optional<Expression> lower, Optional<Expression> upper, boolean single) {}
}
