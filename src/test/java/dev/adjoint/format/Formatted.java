package dev.adjoint.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexemes;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Spanless;
import java.util.List;

/** Formats a program and holds what is promised of every one: it means the same, and stays as it is from then on. */
final class Formatted {

    private Formatted() {}

    static String of(String text) {
        String formatted = format(text);
        assertEquals(tree(text), tree(formatted), text);
        assertEquals(Lexemes.texts(source(text)), Lexemes.texts(source(formatted)), text);
        assertEquals(comments(text), comments(formatted), text);
        assertEquals(formatted, format(formatted), text);
        return formatted;
    }

    private static String format(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return Formatter.format(source(text), diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all() + "\n" + text));
    }

    private static String tree(String text) {
        return Spanless.of(Parser.parse(source(text), new Diagnostics()));
    }

    /** What follows the first {@code #} of each line, of which none of these programs has one between quotes. */
    private static List<String> comments(String text) {
        return text.lines()
                .filter(line -> line.contains("#"))
                .map(line -> line.substring(line.indexOf('#')).stripTrailing())
                .toList();
    }

    private static Source source(String text) {
        return new Source("net.ad", text);
    }
}
