package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser.ArrayContext;
import dev.adjoint.syntax.antlr.AdParser.BinaryContext;
import dev.adjoint.syntax.antlr.AdParser.BinderContext;
import dev.adjoint.syntax.antlr.AdParser.BlockContext;
import dev.adjoint.syntax.antlr.AdParser.CallContext;
import dev.adjoint.syntax.antlr.AdParser.ExpressionContext;
import dev.adjoint.syntax.antlr.AdParser.GroupContext;
import dev.adjoint.syntax.antlr.AdParser.LineContext;
import dev.adjoint.syntax.antlr.AdParser.LiteralContext;
import dev.adjoint.syntax.antlr.AdParser.NameContext;
import dev.adjoint.syntax.antlr.AdParser.RangeContext;
import dev.adjoint.syntax.antlr.AdParser.ShapeContext;
import dev.adjoint.syntax.antlr.AdParser.StatementContext;
import dev.adjoint.syntax.antlr.AdParser.SubscriptContext;
import dev.adjoint.syntax.antlr.AdParser.TransposeContext;
import dev.adjoint.syntax.antlr.AdParser.UnaryContext;
import dev.adjoint.syntax.antlr.AdParser.VariableNameContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Where the parser could not go on: the word it found, the words around it, and what it was reading.
 *
 * @param first the first word of the statement
 * @param before the word before, or null at the start of the statement
 * @param found the word that cannot stand there
 * @param after the word after, or null at the end of the statement
 * @param reading the innermost thing that is begun and not complete; formulas without brackets do not count
 * @param inBraces whether the statement stands in the braces of a function or scan
 */
record Stumble(
        Places places,
        TokenStream tokens,
        Token first,
        Token before,
        Token found,
        Token after,
        ParserRuleContext reading,
        boolean inBraces) {

    static Stumble at(Places places, TokenStream tokens, Token found, ParserRuleContext context) {
        int index = found.getTokenIndex();
        Token first = first(context, found);
        Token before = index > first.getTokenIndex() ? tokens.get(index - 1) : null;
        Token after = found.getType() == AdLexer.END ? null : tokens.get(index + 1);
        return new Stumble(places, tokens, first, before, found, after, reading(context, found), inBraces(context));
    }

    private static Token first(ParserRuleContext context, Token found) {
        for (RuleContext at = context; at != null; at = at.parent) {
            if (at instanceof LineContext line) {
                return line.getStart();
            }
            if (at instanceof BlockContext block && block.getChildCount() > 0) {
                return found;
            }
        }
        return found;
    }

    private static boolean inBraces(ParserRuleContext context) {
        for (RuleContext at = context; at != null; at = at.parent) {
            if (at instanceof BlockContext) {
                return true;
            }
        }
        return false;
    }

    private static ParserRuleContext reading(ParserRuleContext context, Token found) {
        ParserRuleContext at = context;
        while (at.getParent() != null && (passes(at) || closed(at) || at.getStart() == found)) {
            at = at.getParent();
        }
        return lastPart(at);
    }

    /** A list that could be complete is still what is read: of {@code dim D H}, the declaration of D. */
    private static ParserRuleContext lastPart(ParserRuleContext context) {
        ParserRuleContext at = context;
        while (at.getChildCount() > 0
                && at.getChild(at.getChildCount() - 1) instanceof ParserRuleContext last
                && last.getChildCount() > 0
                && !(last instanceof ExpressionContext)
                && !(last instanceof NameContext)
                && !(last instanceof BlockContext)
                && !(last instanceof ShapeContext)
                && !(last instanceof RangeContext)) {
            at = last;
        }
        return at;
    }

    private static boolean passes(ParserRuleContext context) {
        return context instanceof BinaryContext
                || context instanceof UnaryContext
                || context instanceof TransposeContext
                || context instanceof VariableNameContext
                || context instanceof LiteralContext
                || context instanceof NameContext
                || context.getClass() == ExpressionContext.class
                || context.getClass() == StatementContext.class;
    }

    private static boolean closed(ParserRuleContext context) {
        boolean bracketed = context instanceof CallContext
                || context instanceof ArrayContext
                || context instanceof SubscriptContext
                || context instanceof GroupContext;
        if (!bracketed || context.getChildCount() == 0) {
            return false;
        }
        ParseTree last = context.getChild(context.getChildCount() - 1);
        return last instanceof TerminalNode node
                && (Words.is(node.getSymbol(), AdLexer.RPAREN) || Words.is(node.getSymbol(), AdLexer.RBRACKET));
    }

    boolean isFirst() {
        return found == first;
    }

    boolean isSecond() {
        return before != null && before == first;
    }

    boolean atEnd() {
        return Words.is(found, AdLexer.END);
    }

    boolean found(int type) {
        return Words.is(found, type);
    }

    boolean before(int type) {
        return Words.is(before, type);
    }

    boolean after(int type) {
        return Words.is(after, type);
    }

    /** Whether a complete value stands before, so that an operator could follow. */
    boolean afterValue() {
        return Words.endsValue(before);
    }

    boolean reading(Class<? extends ParserRuleContext> what) {
        return what.isInstance(reading);
    }

    /** Whether an index and its range are being read. */
    boolean readingBinder() {
        return reading instanceof BinderContext
                || (reading instanceof RangeContext && reading.getParent() instanceof BinderContext);
    }

    /** Whether a word of this type is among the words of what is being read. */
    boolean has(int type) {
        return reading.getTokens(type).size() > 0;
    }

    static String show(Token token) {
        return token.getType() == AdLexer.END ? "the end of the line" : "`" + token.getText() + "`";
    }

    String foundShown() {
        return show(found);
    }

    String beforeShown() {
        return show(before);
    }

    Token token(int index) {
        return tokens.get(index);
    }

    /** The place of the word found; just behind the last word if the statement ended. */
    Span place() {
        return places.of(found);
    }

    Span behind() {
        return before == null ? places.of(found) : places.behind(before);
    }

    Diagnostic wrong(String message) {
        return wrong(Code.E0102, message);
    }

    Diagnostic wrong(Code code, String message) {
        return Diagnostic.at(place(), code, message);
    }

    /** For what is missing between the word before and the one found. */
    Diagnostic missing(String message) {
        return Diagnostic.at(behind(), Code.E0102, message);
    }

    /** The text from the first word of the statement up to its end, if it is on one line and short. */
    String statementText() {
        int index = first.getTokenIndex();
        while (!Words.is(tokens.get(index), AdLexer.END) && tokens.get(index).getType() != Token.EOF) {
            index++;
        }
        String text = places.of(first).to(places.of(tokens.get(index))).text();
        return text.length() > 60 || text.contains("\n") ? "…" : text;
    }
}
