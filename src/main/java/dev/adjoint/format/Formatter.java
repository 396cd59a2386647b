package dev.adjoint.format;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexeme;
import dev.adjoint.syntax.Lexemes;
import dev.adjoint.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays a program out. Only space changes: the words, the comments and the breaks of lines stay. What is formatted already
 * stays as it is.
 */
public final class Formatter {

    private Formatter() {}

    /** The text in its layout; empty if the source has mistakes, which are then among the diagnostics. */
    public static Optional<String> format(Source source, Diagnostics diagnostics) {
        Diagnostics mistakes = new Diagnostics();
        Parser.parse(source, mistakes);
        diagnostics.addAll(mistakes);
        if (mistakes.hasErrors()) {
            return Optional.empty();
        }
        List<Line> lines = lines(source);
        Indentation indentation = new Indentation(source, lines);
        indentation.statements();
        Alignment.ofSigns(lines);
        indentation.continuations();
        Alignment.ofComments(lines);
        indentation.comments();

        String text = text(lines, lineEnd(source.text()));
        if (!Lexemes.texts(new Source(source.name(), text)).equals(Lexemes.texts(source))) {
            throw new IllegalStateException("formatting would change the words of " + source);
        }
        return Optional.of(text);
    }

    private static List<Line> lines(Source source) {
        List<Lexeme> words = Lexemes.of(source);
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int number = 1; number <= source.lines(); number++) {
            int to = from;
            while (to < words.size() && words.get(to).span().line() == number) {
                to++;
            }
            lines.add(new Line(source, number, words.subList(from, to)));
            from = to;
        }
        return lines;
    }

    /** One empty line at most, and none at the beginning or the end of the file or of braces. */
    private static String text(List<Line> lines, String lineEnd) {
        StringBuilder out = new StringBuilder();
        Optional<Line> above = Optional.empty();
        boolean gap = false;
        for (Line line : lines) {
            if (line.isBlank()) {
                gap = true;
                continue;
            }
            if (gap && above.filter(a -> !a.opensBlock()).isPresent() && !line.closesBlock()) {
                out.append(lineEnd);
            }
            out.append(line).append(lineEnd);
            above = Optional.of(line);
            gap = false;
        }
        return out.toString();
    }

    /** Lines end as the first one does. */
    private static String lineEnd(String text) {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }
}
