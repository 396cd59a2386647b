package dev.adjoint.shape;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Severity;
import dev.adjoint.source.Span;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may have been declared in lines that the parser could not read: its message is enough, uses stay silent. */
final class Lost {

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private Lost() {}

    static Set<String> names(Diagnostics diagnostics) {
        Set<String> names = new HashSet<>();
        for (Diagnostic diagnostic : diagnostics.all()) {
            if (diagnostic.severity() == Severity.ERROR) {
                diagnostic.place().ifPresent(place -> add(place, names));
                diagnostic.notes().forEach(note -> add(note.place(), names));
            }
        }
        return names;
    }

    /** The words of the line, and of the one above, where the statement may have begun. */
    private static void add(Span place, Set<String> names) {
        for (int line = Math.max(1, place.line() - 1); line <= place.line(); line++) {
            Matcher words = WORD.matcher(place.source().lineText(line));
            while (words.find()) {
                names.add(words.group());
            }
        }
    }
}
