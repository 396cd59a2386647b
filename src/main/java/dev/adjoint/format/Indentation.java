package dev.adjoint.format;

import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexeme;
import dev.adjoint.syntax.Lexeme.Gap;
import dev.adjoint.syntax.Lexeme.Role;
import java.util.List;
import java.util.Set;

/**
 * Where lines begin. A statement stands two columns further in for each brace around it; a line that goes on with a statement
 * stays below the word that it stood below, or else where it was beside the statement's first line.
 */
final class Indentation {

    private static final int STEP = 2;

    private static final Set<String> MARKS = Set.of("if", "then", "else", "for", "where", "while", "carry");
    private static final Set<String> BEFORE_MARKS =
            Set.of("(", "{", "=", "return", "then", "else", "for", "where", "carry");

    private final Source source;
    private final List<Line> lines;

    Indentation(Source source, List<Line> lines) {
        this.source = source;
        this.lines = lines;
    }

    /** Indents the lines that begin with a statement or a closing brace, and the comments on lines of their own. */
    void statements() {
        int depth = 0;
        for (Line line : lines) {
            line.indent(STEP * (line.closesBlock() ? depth - 1 : depth));
            for (Lexeme word : line.words()) {
                depth += word.role() == Role.OPENING ? 1 : word.role() == Role.CLOSING ? -1 : 0;
            }
        }
    }

    /** Indents the lines that go on with a statement; those before them have their signs aligned. */
    void continuations() {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int next = nextWords(i);
            if (!line.isBlank() && next < lines.size() && goesOn(lines.get(next))) {
                Lexeme first = lines.get(next).first();
                int start = source.line(first.statement()) - 1;
                line.indent(Math.max(least(line, start), below(i, start)));
            }
        }
    }

    /** Puts comments below the comment at the end of the line above, if they stood there. */
    void comments() {
        boolean behind = false;
        for (int i = 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            Line above = lines.get(i - 1);
            behind = !line.hasWords()
                    && line.hasComment()
                    && above.hasComment()
                    && (above.hasWords() || behind)
                    && line.commentStart() == above.commentStart();
            if (behind) {
                line.indent(above.commentColumn());
            }
        }
    }

    /** This line or the first below it that has words. */
    private int nextWords(int from) {
        int i = from;
        while (i < lines.size() && !lines.get(i).hasWords()) {
            i++;
        }
        return i;
    }

    private static boolean goesOn(Line line) {
        return !line.first().beginsStatement() && !line.closesBlock();
    }

    private int least(Line line, int start) {
        boolean asStatement = line.hasWords()
                && switch (line.first().text()) {
                    case ")", "]", "backward", "surrogate" -> true;
                    default -> false;
                };
        return lines.get(start).indent() + (asStatement ? 0 : STEP);
    }

    /** The column of the nearest word above that the line stood below; at least that of the statement. */
    private int below(int i, int start) {
        int before = lines.get(i).oldIndent();
        Line statement = lines.get(start);
        if (before <= statement.oldIndent()) {
            return statement.indent();
        }
        for (int above = i - 1; above >= start; above--) {
            Line line = lines.get(above);
            for (int k = 0; k < line.words().size(); k++) {
                if (line.start(k) == before && isMark(line.words(), k)) {
                    return line.columnOf(k);
                }
            }
        }
        return before + statement.indent() - statement.oldIndent();
    }

    /** Whether a part begins with the word, so that a line stands below it on purpose. */
    private static boolean isMark(List<Lexeme> words, int k) {
        if (k == 0
                || words.get(k).role() == Role.DECLARED
                || MARKS.contains(words.get(k).text())) {
            return true;
        }
        Lexeme left = words.get(k - 1);
        return switch (left.text()) {
            case "," -> left.after() == Gap.FREE;
            case "[" -> left.before() == Gap.FREE;
            default -> BEFORE_MARKS.contains(left.text());
        };
    }
}
