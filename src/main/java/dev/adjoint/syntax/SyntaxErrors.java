package dev.adjoint.syntax;

import static dev.adjoint.syntax.Parser.MOST_ERRORS;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser;
import dev.adjoint.syntax.antlr.AdParser.BlockContext;
import dev.adjoint.syntax.antlr.AdParser.LineContext;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * What the parser does at a mistake: it reports it once, leaves the statement, and goes on behind the statement's end. The
 * statement's {@code LineContext}, or the block in which no statement begins, then has an {@code exception}.
 */
final class SyntaxErrors extends DefaultErrorStrategy {

    private final MistakeReader mistakes;
    private final Diagnostics diagnostics;
    private RecognitionException reported;

    SyntaxErrors(MistakeReader mistakes, Diagnostics diagnostics) {
        this.mistakes = mistakes;
        this.diagnostics = diagnostics;
    }

    @Override
    public void reset(Parser parser) {
        reported = null;
    }

    /** The same exception passes every rule on its way out to the statement. */
    @Override
    public void reportError(Parser parser, RecognitionException e) {
        Token token = e.getOffendingToken();
        boolean again = e == reported;
        reported = e;
        if (!again && token.getType() != Token.EOF) {
            if (diagnostics.all().size() >= MOST_ERRORS) {
                throw new Refusal(null);
            }
            diagnostics.add(mistakes.diagnostic((AdParser) parser, token));
        }
    }

    @Override
    public void recover(Parser parser, RecognitionException e) {
        if (!(parser.getContext() instanceof LineContext line)) {
            throw e;
        }
        leaveStatement(parser, line.getStart().getTokenIndex());
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    /** In braces each line is a statement; one that begins with no word of any is skipped here. */
    @Override
    public void sync(Parser parser) {
        if (!(parser.getContext() instanceof BlockContext block)) {
            return;
        }
        while (!canFollow(parser.getCurrentToken())) {
            InputMismatchException e = new InputMismatchException(parser);
            reportError(parser, e);
            block.exception = e;
            leaveStatement(parser, parser.getCurrentToken().getTokenIndex());
        }
    }

    private static boolean canFollow(Token token) {
        return Words.name(token)
                || Words.declares(token)
                || Words.is(token, AdLexer.RETURN)
                || Words.is(token, AdLexer.RBRACE)
                || Words.is(token, AdLexer.LBRACE)
                || Words.is(token, Token.EOF);
    }

    /** Goes behind the END that belongs to the statement that starts at the token. */
    private static void leaveStatement(Parser parser, int start) {
        TokenStream tokens = parser.getInputStream();
        int depth = 0;
        int at = start;
        while (true) {
            int type = tokens.get(at).getType();
            if (type == Token.EOF || (type == AdLexer.END && depth <= 0)) {
                break;
            }
            depth += type == AdLexer.LBRACE ? 1 : type == AdLexer.RBRACE ? -1 : 0;
            at++;
        }
        tokens.seek(tokens.get(at).getType() == Token.EOF ? at : at + 1);
    }
}
