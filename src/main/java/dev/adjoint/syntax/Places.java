package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Where words and what is made of them stand in the source. */
final class Places {

    private final Source source;

    Places(Source source) {
        this.source = source;
    }

    Span of(Token token) {
        return source.span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    Span of(ParserRuleContext context) {
        return of(context.getStart()).to(of(context.getStop()));
    }

    /** The place just behind, for what is missing there. */
    Span behind(Token token) {
        return source.span(token.getStopIndex() + 1, token.getStopIndex() + 1);
    }
}
