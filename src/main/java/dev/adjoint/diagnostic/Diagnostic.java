package dev.adjoint.diagnostic;

import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message for the person who wrote the formula: what is wrong, where, what else it concerns, and the cure.
 *
 * @param code the kind of mistake, explained by {@code ad explain}
 * @param message one sentence without a full stop, in the user's words
 * @param place where the mistake is; absent for what has no text, such as a missing file
 * @param label a few words under the place, may be empty
 * @param notes other places that belong to the mistake
 * @param help the cure, written out where it is known
 */
public record Diagnostic(
        Code code, String message, Optional<Span> place, String label, List<Note> notes, Optional<String> help) {

    /** Another place with a few words about it. */
    public record Note(Span place, String text) {}

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic at(Span place, Code code, String message) {
        return new Diagnostic(code, message, Optional.of(place), "", List.of(), Optional.empty());
    }

    public static Diagnostic nowhere(Code code, String message) {
        return new Diagnostic(code, message, Optional.empty(), "", List.of(), Optional.empty());
    }

    public Diagnostic label(String words) {
        return new Diagnostic(code, message, place, words, notes, help);
    }

    public Diagnostic note(Span where, String words) {
        List<Note> more = new ArrayList<>(notes);
        more.add(new Note(where, words));
        return new Diagnostic(code, message, place, label, more, help);
    }

    public Diagnostic help(String cure) {
        return new Diagnostic(code, message, place, label, notes, Optional.of(cure));
    }

    public Severity severity() {
        return code.severity();
    }
}
