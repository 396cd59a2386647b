package dev.adjoint.repl;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;

/** All that was typed, as one text, so that messages can show a line and an earlier one beside it. */
final class Transcript {

    private static final String NAME = "session";

    private final StringBuilder text = new StringBuilder();
    private final Map<Source, Integer> offsets = new WeakHashMap<>();

    /** Takes in what was typed, one line or several, as a source of its own. */
    synchronized Source add(String typed) {
        Source source = new Source(NAME, typed);
        offsets.put(source, text.length());
        text.append(typed).append('\n');
        return source;
    }

    /** A part of what was typed as a source of its own, in which every place is as in the whole. */
    synchronized Source part(Source typed, int from, int to) {
        Source part = new Source(NAME, " ".repeat(from) + typed.text().substring(from, to));
        offsets.put(part, offsets.get(typed));
        return part;
    }

    /** The diagnostic with all places in what was typed moved into the whole text. */
    synchronized Diagnostic placed(Diagnostic diagnostic) {
        Source whole = new Source(NAME, text.toString());
        return moved(diagnostic, span -> {
            Integer offset = offsets.get(span.source());
            return offset == null ? span : new Span(whole, span.start() + offset, span.end() + offset);
        });
    }

    /** The diagnostic with each place replaced. */
    static Diagnostic moved(Diagnostic diagnostic, UnaryOperator<Span> move) {
        Optional<Span> place = diagnostic.place().map(move);
        return new Diagnostic(
                diagnostic.code(),
                diagnostic.message(),
                place,
                diagnostic.label(),
                diagnostic.notes().stream()
                        .map(note -> new Diagnostic.Note(move.apply(note.place()), note.text()))
                        .toList(),
                diagnostic.help());
    }
}
