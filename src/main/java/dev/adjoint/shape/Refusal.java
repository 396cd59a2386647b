package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula that does not check, with what is to be said about it: nothing, if the mistake it rests on was reported
 * before. Unwinds to the next place that can go on, and never leaves the package.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int MOST_NOTES = 5;

    private final transient List<Diagnostic> diagnostics;

    Refusal(List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? "" : diagnostics.get(0).message(), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    Refusal(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** A refusal for a mistake that was reported where it was made. */
    static Refusal silent() {
        return new Refusal(List.of());
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    boolean isSilent() {
        return diagnostics.isEmpty();
    }

    /** Both, the earlier one first. */
    static Refusal both(Refusal first, Refusal second) {
        List<Diagnostic> all = new ArrayList<>(first.diagnostics);
        all.addAll(second.diagnostics);
        return new Refusal(all);
    }

    /** The same, and each message also shows another place, unless it shows many already. */
    Refusal noting(Span place, String words) {
        return new Refusal(diagnostics.stream()
                .map(d -> d.notes().size() < MOST_NOTES ? d.note(place, words) : d)
                .toList());
    }

    /** Only what has another code. */
    Refusal without(Code code) {
        return new Refusal(diagnostics.stream().filter(d -> d.code() != code).toList());
    }

    boolean has(Code code) {
        return diagnostics.stream().anyMatch(d -> d.code() == code);
    }
}
