package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a source into its statements, each a list of words that ends in END. Here it is decided which newlines count, how deep
 * brackets may nest, and where a bracket that was forgotten ends; words of other languages become {@link MistakeToken}s.
 */
final class StatementReader {

    /** More words than this in one statement are refused before they fill the memory. */
    private static final int MOST_WORDS = 1_000_000;

    /** Behind more mistakes than this in one statement, the rest of the file is not read: it is hardly a program. */
    private static final int MOST_MISTAKES = 1_000;

    /** How far a line is looked at to tell whether it is a definition. */
    private static final int LOOKAHEAD = 64;

    private final Source source;
    private final WordReader words;
    private final Nesting nesting = new Nesting();
    private List<Token> statement = new ArrayList<>();
    private Token lineStart;
    private int mistakes;
    private boolean finished;

    StatementReader(Source source) {
        this.source = source;
        this.words = new WordReader(source);
    }

    /** The text of the {@code ##} lines right above, by the offset of the word below them. */
    Map<Integer, String> docs() {
        return words.docs();
    }

    /** The words of the next statement at the top of the file; empty at its end. */
    List<Token> next() {
        statement = new ArrayList<>();
        nesting.clear();
        mistakes = 0;
        while (!finished && !step()) {
            if (nesting.tooDeep()) {
                giveUp("this is nested more than " + Nesting.MOST_LEVELS + " levels deep");
            } else if (nesting.tooLong()) {
                giveUp("this formula has more than " + Nesting.MOST_OPERATORS + " operators in a row");
            } else if (statement.size() > MOST_WORDS) {
                giveUp("this statement has more than " + MOST_WORDS + " words");
            }
        }
        return statement;
    }

    /** The rest of the file is not read: it would hardly be closed where it should be. */
    private void giveUp(String message) {
        Token last = last();
        Diagnostic diagnostic = Diagnostic.at(span(last), Code.E0105, message)
                .help("give parts of it a name of their own, each on its own line");
        statement = new ArrayList<>();
        statement.add(new MistakeToken(diagnostic, last));
        endStatement();
        finished = true;
    }

    /** Takes one word; true when the statement is complete. */
    private boolean step() {
        Token token = words.peek(0);
        if (words.firstOnLine(0) && token != lineStart) {
            lineStart = token;
            if (!statement.isEmpty() && startLine(token)) {
                return true;
            }
        }
        switch (token.getType()) {
            case Token.EOF -> {
                return endFile();
            }
            case AdLexer.SEMI -> {
                words.take();
                return semicolon(token);
            }
            case AdLexer.LPAREN, AdLexer.LBRACKET, AdLexer.LBRACE -> open(words.take());
            case AdLexer.RPAREN, AdLexer.RBRACKET -> close(words.take());
            case AdLexer.RBRACE -> closeBrace(words.take());
            default -> add(words.take());
        }
        return false;
    }

    private void add(Token token) {
        if (token instanceof MistakeToken && ++mistakes > MOST_MISTAKES) {
            finished = true;
            endStatement();
            return;
        }
        nesting.count(token, last());
        statement.add(token);
    }

    private boolean endFile() {
        finished = true;
        if (!nesting.empty()) {
            unclosed("the file ends here");
        }
        return endStatement();
    }

    /** Ends the statement if it is not ended yet; true if it was one at the top of the file. */
    private boolean endStatement() {
        Token last = last();
        if (last == null) {
            return false;
        }
        if (last.getType() != AdLexer.END && last.getType() != AdLexer.LBRACE) {
            CommonToken end = new CommonToken(AdLexer.END, "");
            end.setStartIndex(last.getStopIndex() + 1);
            end.setStopIndex(last.getStopIndex());
            statement.add(end);
            nesting.separate();
        }
        return nesting.empty();
    }

    /** A new line begins with the word. True if that ends a statement at the top of the file. */
    private boolean startLine(Token token) {
        boolean declares = declares(token);
        if (nesting.inRoundOrSquare() && (declares || token.getType() == AdLexer.RETURN || defines(token))) {
            unclosed("a new statement begins below");
            while (nesting.inRoundOrSquare()) {
                nesting.close();
            }
        }
        boolean left = Words.is(nesting.bracket(), AdLexer.LBRACE)
                && declares
                && token.getType() != AdLexer.SCAN
                && column(token) <= nesting.indent();
        if (left) {
            endStatement();
            unclosed("a new declaration begins below");
            nesting.clear();
        }
        if (nesting.inRoundOrSquare() || (!declares && goesOn(token))) {
            return false;
        }
        if (beginsNoLine(token)) {
            statement.add(new MistakeToken(
                    Diagnostic.at(span(token), Code.E0102, "a line cannot begin with `" + text(token) + "`")
                            .help("write it at the end of the line above"),
                    "",
                    token.getStartIndex(),
                    token.getStopIndex() + 1));
            return false;
        }
        return endStatement();
    }

    private boolean goesOn(Token token) {
        return Words.goesOnAfter(last()) || Words.goesOnBefore(token) || ownGradient(token);
    }

    /** What can only belong to the line above, which is taken on, so that one mistake is not reported for both lines. */
    private boolean beginsNoLine(Token token) {
        return last().getType() != AdLexer.END
                && last().getType() != AdLexer.LBRACE
                && switch (token.getType()) {
                    case AdLexer.LBRACE, AdLexer.CARRY, AdLexer.DEFINE, AdLexer.COMMA, AdLexer.COLON -> true;
                    default -> false;
                };
    }

    /** {@code backward} and {@code surrogate} are names elsewhere, but no statement begins with two names. */
    private boolean ownGradient(Token token) {
        return (token.getType() == AdLexer.BACKWARD || token.getType() == AdLexer.SURROGATE)
                && Words.name(words.peek(1));
    }

    private boolean declares(Token token) {
        return Words.declares(token) || (token.getType() == AdLexer.DERIVE && Words.name(words.peek(1)));
    }

    /** Whether a line inside a bracket can only be a definition: a value is complete, then comes {@code name … =}. */
    private boolean defines(Token token) {
        if (!Words.name(token) || !Words.endsValue(last())) {
            return false;
        }
        int depth = 0;
        for (int i = 1; i < LOOKAHEAD && !words.firstOnLine(i); i++) {
            switch (words.peek(i).getType()) {
                case AdLexer.LPAREN, AdLexer.LBRACKET -> depth++;
                case AdLexer.RPAREN, AdLexer.RBRACKET -> depth--;
                case AdLexer.DEFINE -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                default -> {}
            }
            if (depth < 0) {
                return false;
            }
        }
        return false;
    }

    private boolean semicolon(Token token) {
        if (!nesting.inRoundOrSquare() && !goesOnBehind(token)) {
            return endStatement();
        }
        if (!nesting.inRoundOrSquare()) {
            return false;
        }
        boolean square = Words.is(nesting.bracket(), AdLexer.LBRACKET);
        statement.add(new MistakeToken(
                Diagnostic.at(
                                span(token),
                                Code.E0103,
                                "`;` ends a statement, but `" + text(nesting.bracket()) + "` is open")
                        .note(span(nesting.bracket()), "opened here")
                        .help(
                                square
                                        ? "a matrix is written by its rows: `[[a, b], [c, d]]`"
                                        : "write `)` before the `;`, or `,` in its place"),
                token));
        return false;
    }

    /** {@code if c then a; else b}: the word after it goes on with the statement, which the mark would have ended. */
    private boolean goesOnBehind(Token semicolon) {
        Token next = words.peek(0);
        boolean goesOn = last() != null
                && (next.getType() == AdLexer.THEN
                        || next.getType() == AdLexer.ELSE
                        || next.getType() == AdLexer.WHERE);
        if (goesOn) {
            statement.add(new MistakeToken(
                    Diagnostic.at(span(semicolon), Code.E0102, "`;` ends the statement before `" + text(next) + "`")
                            .help("delete the `;`"),
                    semicolon));
        }
        return goesOn;
    }

    private void open(Token token) {
        nesting.open(token, lineStart == null ? column(token) : column(lineStart));
        statement.add(token);
    }

    private void close(Token token) {
        int opening = token.getType() == AdLexer.RPAREN ? AdLexer.LPAREN : AdLexer.LBRACKET;
        if (Words.is(nesting.bracket(), opening)) {
            nesting.close();
            statement.add(token);
        } else if (nesting.openInBraces(opening)) {
            unclosed("`" + text(token) + "` stands here");
            while (!Words.is(nesting.bracket(), opening)) {
                nesting.close();
            }
            nesting.close();
            statement.add(token);
        } else if (nesting.inRoundOrSquare()) {
            Token bracket = nesting.bracket();
            statement.add(new MistakeToken(
                    Diagnostic.at(
                                    span(token),
                                    Code.E0103,
                                    "`" + text(bracket) + "` is closed by `" + text(token) + "`, not by `"
                                            + partner(bracket) + "`")
                            .note(span(bracket), "opened here"),
                    token));
            nesting.close();
        } else {
            statement.add(stray(token));
        }
    }

    private void closeBrace(Token token) {
        if (nesting.inRoundOrSquare()) {
            unclosed("`}` stands here");
            while (nesting.inRoundOrSquare()) {
                nesting.close();
            }
        }
        if (nesting.empty()) {
            statement.add(stray(token));
            return;
        }
        endStatement();
        nesting.close();
        statement.add(token);
    }

    private Token stray(Token token) {
        String partner = partner(token);
        return new MistakeToken(
                Diagnostic.at(
                                span(token),
                                Code.E0102,
                                "`" + text(token) + "` closes nothing: there is no `" + partner + "` before it")
                        .help("delete it, or write the `" + partner + "` that belongs to it"),
                token);
    }

    /** Reports the innermost open bracket, just behind the last word. */
    private void unclosed(String why) {
        Token bracket = nesting.bracket();
        int behind = last().getStopIndex() + 1;
        Diagnostic diagnostic = Diagnostic.at(
                        source.span(behind, behind), Code.E0103, "`" + text(bracket) + "` is not closed: " + why)
                .label("`" + partner(bracket) + "` is missing")
                .note(span(bracket), "opened here");
        statement.add(new MistakeToken(diagnostic, "", behind, behind));
    }

    private static String partner(Token bracket) {
        return switch (bracket.getType()) {
            case AdLexer.LPAREN -> ")";
            case AdLexer.LBRACKET -> "]";
            case AdLexer.LBRACE -> "}";
            case AdLexer.RPAREN -> "(";
            case AdLexer.RBRACKET -> "[";
            default -> "{";
        };
    }

    private Token last() {
        return statement.isEmpty() ? null : statement.get(statement.size() - 1);
    }

    private int column(Token token) {
        return source.column(token.getStartIndex());
    }

    private Span span(Token token) {
        return source.span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    private static String text(Token token) {
        return token.getText();
    }
}
