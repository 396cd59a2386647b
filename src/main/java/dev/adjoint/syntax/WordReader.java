package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/**
 * The words of a source, with lookahead. Newlines and {@code ##} lines are taken out and remembered: which word is the first
 * of its line, and which has documentation right above it. What the language does not spell so becomes a
 * {@link MistakeToken}.
 */
final class WordReader {

    /** A word, and whether it is the first of its line. */
    private record Word(Token token, boolean first) {}

    private final Source source;
    private final TextStream text;
    private final AdLexer lexer;
    private final ForeignSpelling foreign;
    private final Map<Integer, String> docs = new HashMap<>();
    private final List<Word> ahead = new ArrayList<>();
    private final StringBuilder doc = new StringBuilder();
    private int docLine = -1;
    private Token pushedBack;
    private boolean begun;

    WordReader(Source source) {
        this.source = source;
        this.text = new TextStream(source);
        this.lexer = new AdLexer(text);
        this.foreign = new ForeignSpelling(source);
        lexer.removeErrorListeners();
    }

    /** The text of the {@code ##} lines right above a word, by its offset, for the words taken so far. */
    Map<Integer, String> docs() {
        return docs;
    }

    /** The word {@code k} places ahead, the last one being EOF for ever. */
    Token peek(int k) {
        return word(k).token();
    }

    boolean firstOnLine(int k) {
        return word(k).first();
    }

    Token take() {
        word(0);
        return ahead.remove(0).token();
    }

    private Word word(int k) {
        while (ahead.size() <= k) {
            ahead.add(read());
        }
        return ahead.get(k);
    }

    private Word read() {
        boolean first = !begun;
        begun = true;
        Token token = raw();
        while (token.getType() == AdLexer.NEWLINE || token.getType() == AdLexer.DOC) {
            if (token.getType() == AdLexer.NEWLINE) {
                first = true;
            } else if (first) {
                document(token);
            }
            token = raw();
        }
        if (first) {
            attach(token);
        }
        return new Word(checked(token), first);
    }

    private Token raw() {
        Token token = pushedBack == null ? lexer.nextToken() : pushedBack;
        pushedBack = null;
        return token;
    }

    private void document(Token comment) {
        int line = source.line(comment.getStartIndex());
        if (line != docLine + 1) {
            doc.setLength(0);
        }
        if (doc.length() > 0) {
            doc.append('\n');
        }
        String words = comment.getText().substring(2).stripTrailing();
        doc.append(words.startsWith(" ") ? words.substring(1) : words);
        docLine = line;
    }

    private void attach(Token token) {
        if (docLine > 0 && source.line(token.getStartIndex()) == docLine + 1) {
            docs.put(token.getStartIndex(), doc.toString());
        }
        doc.setLength(0);
        docLine = -1;
    }

    private Token checked(Token token) {
        return switch (token.getType()) {
            case AdLexer.NUMBER -> number(token);
            case AdLexer.DOT -> dot(token);
            case AdLexer.FOREIGN -> foreign(token);
            case AdLexer.UNKNOWN -> foreign.character(token);
            default -> token;
        };
    }

    private Token foreign(Token token) {
        String operator = token.getText();
        if (operator.startsWith("//") || operator.startsWith("/*")) {
            skipComment(token.getStartIndex(), operator.equals("/*"));
        }
        return foreign.operator(token);
    }

    /** Nothing in a comment of another language is looked at. */
    private void skipComment(int start, boolean block) {
        int end = block ? source.text().indexOf("*/", start + 2) : -1;
        int line = source.line(start);
        int lineEnd = line < source.lines()
                ? source.lineStart(line + 1) - 1
                : source.text().length();
        text.seek(end >= 0 ? end + 2 : lineEnd);
    }

    private Token number(Token number) {
        Token next = raw();
        if (Words.adjacent(number, next)) {
            if (next.getType() == AdLexer.DOT) {
                return foreign.numberWithPoint(number, next, fraction(next));
            }
            if (foreign.oddNumber(number, next)) {
                return foreign.number(number, next);
            }
        }
        pushedBack = next;
        return foreign.tooLarge(number) ? foreign.largeNumber(number) : number;
    }

    /** The digits or exponent right behind a point, or null. */
    private Token fraction(Token point) {
        Token next = raw();
        boolean belongs = Words.adjacent(point, next)
                && (next.getType() == AdLexer.NUMBER || next.getText().matches("[eE][0-9]+"));
        if (!belongs) {
            pushedBack = next;
        }
        return belongs ? next : null;
    }

    private Token dot(Token dot) {
        Token next = raw();
        if (Words.adjacent(dot, next) && foreign.belongsToDot(next)) {
            return foreign.dot(dot, next);
        }
        pushedBack = next;
        return foreign.dot(dot, null);
    }
}
