package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.antlr.AdLexer;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * A mistake found before the parser runs, put where it is. The parser stumbles over it and reports what it carries, unless
 * something earlier in the statement is wrong already.
 */
final class MistakeToken extends CommonToken {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    MistakeToken(Diagnostic diagnostic, String text, int start, int end) {
        super(AdLexer.ERROR, text);
        this.diagnostic = diagnostic;
        setStartIndex(start);
        setStopIndex(end - 1);
    }

    MistakeToken(Diagnostic diagnostic, Token token) {
        this(diagnostic, token.getText(), token.getStartIndex(), token.getStopIndex() + 1);
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
