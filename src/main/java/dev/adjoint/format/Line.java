package dev.adjoint.format;

import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexeme;
import dev.adjoint.syntax.Lexeme.Gap;
import dev.adjoint.syntax.Lexeme.Role;
import java.util.List;

/**
 * A line of a file: words and a comment, of which either may be missing, with the columns where they stood and those where
 * they will. Columns count from 0, in code points.
 */
final class Line {

    private static final int TAB = 8;

    private final String text;
    private final List<Lexeme> words;
    private final int[] starts;
    private final int[] ends;
    private final String comment;
    private final int commentStart;

    /** The spaces before each word; those before the first are the indentation. */
    private final int[] spaces;

    private int commentSpaces = 1;

    Line(Source source, int number, List<Lexeme> words) {
        this.text = source.lineText(number);
        this.words = List.copyOf(words);
        this.starts = new int[words.size()];
        this.ends = new int[words.size()];
        int from = source.lineStart(number);
        for (int k = 0; k < starts.length; k++) {
            starts[k] = column(words.get(k).span().start() - from);
            ends[k] = column(words.get(k).span().end() - from);
        }
        int behind = words.isEmpty() ? 0 : words.get(words.size() - 1).span().end() - from;
        int hash = text.indexOf('#', behind);
        this.comment = hash < 0 ? "" : text.substring(hash).stripTrailing();
        this.commentStart = hash < 0 ? 0 : column(hash);
        this.spaces = new int[words.size()];
        for (int k = 1; k < spaces.length; k++) {
            spaces[k] = isApart(k) ? 1 : 0;
        }
    }

    private int column(int at) {
        int column = 0;
        for (int i = 0; i < at; i += Character.charCount(text.codePointAt(i))) {
            column = text.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
        }
        return column;
    }

    /** Whether a space stands between word k and the one before it. */
    private boolean isApart(int k) {
        Lexeme left = words.get(k - 1);
        Lexeme right = words.get(k);
        if (k == 1 && left.role() == Role.OPERATOR) {
            return true;
        }
        if (left.after() == Gap.NONE || right.before() == Gap.NONE) {
            return false;
        }
        return left.after() == Gap.KEPT ? isSpaced(k - 1) : right.before() != Gap.KEPT || isSpaced(k);
    }

    /** Whether an operator is written with a space on either side. */
    private boolean isSpaced(int operator) {
        return (operator > 0 && gap(operator) > 0) || (operator + 1 < starts.length && gap(operator + 1) > 0);
    }

    boolean isBlank() {
        return words.isEmpty() && comment.isEmpty();
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    boolean hasComment() {
        return !comment.isEmpty();
    }

    List<Lexeme> words() {
        return words;
    }

    Lexeme first() {
        return words.get(0);
    }

    boolean opensBlock() {
        return hasWords() && words.get(words.size() - 1).role() == Role.OPENING;
    }

    boolean closesBlock() {
        return hasWords() && first().role() == Role.CLOSING;
    }

    /** Where word k stood. */
    int start(int k) {
        return starts[k];
    }

    int commentStart() {
        return commentStart;
    }

    /** Where the first word stood, or the comment of a line without words. */
    int oldIndent() {
        return hasWords() ? starts[0] : commentStart;
    }

    /** How many columns lay between word k and the one before it. */
    int gap(int k) {
        return starts[k] - ends[k - 1];
    }

    int commentGap() {
        return commentStart - ends[ends.length - 1];
    }

    /** Where word k stands now. */
    int columnOf(int k) {
        int column = spaces[k];
        for (int i = 0; i < k; i++) {
            column += spaces[i] + width(words.get(i).text());
        }
        return column;
    }

    /** Where the last word ends now. */
    int end() {
        int last = words.size() - 1;
        return last < 0 ? 0 : columnOf(last) + width(words.get(last).text());
    }

    int commentColumn() {
        return end() + commentSpaces;
    }

    void indent(int columns) {
        if (hasWords()) {
            spaces[0] = columns;
        } else {
            commentSpaces = columns;
        }
    }

    int indent() {
        return hasWords() ? spaces[0] : commentSpaces;
    }

    /** Moves word k and all behind it to the right. */
    void widen(int k, int columns) {
        spaces[k] += columns;
    }

    void widenComment(int columns) {
        commentSpaces += columns;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The line as it is laid out now. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int k = 0; k < spaces.length; k++) {
            out.append(" ".repeat(spaces[k])).append(words.get(k).text());
        }
        return comment.isEmpty()
                ? out.toString()
                : out.append(" ".repeat(commentSpaces)).append(comment).toString();
    }
}
