package dev.adjoint.syntax;

import dev.adjoint.syntax.antlr.AdLexer;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;

/** What kinds of words there are, as far as newlines, nesting and messages need to know. */
final class Words {

    private static final BitSet DECLARATIONS = set(
            AdLexer.DIM,
            AdLexer.PARAM,
            AdLexer.INPUT,
            AdLexer.CONST,
            AdLexer.FN,
            AdLexer.SCAN,
            AdLexer.OUTPUT,
            AdLexer.USE);

    private static final BitSet RESERVED = set(
            AdLexer.DIM,
            AdLexer.PARAM,
            AdLexer.INPUT,
            AdLexer.CONST,
            AdLexer.FN,
            AdLexer.SCAN,
            AdLexer.OUTPUT,
            AdLexer.USE,
            AdLexer.CARRY,
            AdLexer.WHILE,
            AdLexer.RETURN,
            AdLexer.WHERE,
            AdLexer.FOR,
            AdLexer.IN,
            AdLexer.IF,
            AdLexer.THEN,
            AdLexer.ELSE);

    private static final BitSet NAMES =
            set(AdLexer.NAME, AdLexer.DERIVE, AdLexer.WRT, AdLexer.CHECKPOINT, AdLexer.BACKWARD, AdLexer.SURROGATE);

    private static final BitSet BINARY = set(
            AdLexer.POWER,
            AdLexer.EACH_POWER,
            AdLexer.TIMES,
            AdLexer.OVER,
            AdLexer.EACH_TIMES,
            AdLexer.EACH_OVER,
            AdLexer.PLUS,
            AdLexer.MINUS,
            AdLexer.LESS,
            AdLexer.LESS_EQUAL,
            AdLexer.GREATER,
            AdLexer.GREATER_EQUAL,
            AdLexer.EQUAL,
            AdLexer.NOT_EQUAL,
            AdLexer.AND,
            AdLexer.OR);

    private static final BitSet GOES_ON_AFTER =
            set(AdLexer.COMMA, AdLexer.DEFINE, AdLexer.COLON, AdLexer.THEN, AdLexer.ELSE, AdLexer.CARRY, AdLexer.NOT);

    private static final BitSet GOES_ON_BEFORE = set(AdLexer.THEN, AdLexer.ELSE, AdLexer.WHERE);

    private static final BitSet VALUE_ENDS =
            set(AdLexer.NUMBER, AdLexer.STRING, AdLexer.RPAREN, AdLexer.RBRACKET, AdLexer.QUOTE);

    static {
        GOES_ON_AFTER.or(BINARY);
        GOES_ON_BEFORE.or(BINARY);
        VALUE_ENDS.or(NAMES);
    }

    private Words() {}

    private static BitSet set(int... types) {
        BitSet set = new BitSet();
        for (int type : types) {
            set.set(type);
        }
        return set;
    }

    private static boolean holds(BitSet set, Token token) {
        return token != null && token.getType() >= 0 && set.get(token.getType());
    }

    /** Whether the word, at the start of a line, begins a declaration; {@code derive} does before a name only. */
    static boolean declares(Token token) {
        return holds(DECLARATIONS, token);
    }

    static boolean reserved(Token token) {
        return holds(RESERVED, token);
    }

    /** Whether the word can be a name, also those that mean something in one place only. */
    static boolean name(Token token) {
        return holds(NAMES, token);
    }

    static boolean binary(Token token) {
        return holds(BINARY, token);
    }

    /** The types of all words that are spelt with letters and mean something. */
    static BitSet keywords() {
        BitSet all = (BitSet) RESERVED.clone();
        all.or(NAMES);
        all.clear(AdLexer.NAME);
        return all;
    }

    /** The types of the words that begin a declaration. */
    static IntStream declarations() {
        return DECLARATIONS.stream();
    }

    /** Whether a newline after the word does not end the statement. */
    static boolean goesOnAfter(Token token) {
        return holds(GOES_ON_AFTER, token);
    }

    /** Whether a newline before the word does not end the statement. */
    static boolean goesOnBefore(Token token) {
        return holds(GOES_ON_BEFORE, token);
    }

    /** Whether a value may be complete after the word, so that an operator and no operand follows. */
    static boolean endsValue(Token token) {
        return holds(VALUE_ENDS, token);
    }

    /** Whether a value may begin with the word. */
    static boolean beginsValue(Token token) {
        return name(token)
                || is(token, AdLexer.NUMBER)
                || is(token, AdLexer.STRING)
                || is(token, AdLexer.LPAREN)
                || is(token, AdLexer.LBRACKET)
                || is(token, AdLexer.IF);
    }

    static boolean is(Token token, int type) {
        return token != null && token.getType() == type;
    }

    /** Whether nothing, no space either, stands between the two. */
    static boolean adjacent(Token left, Token right) {
        return left != null && right != null && left.getStopIndex() + 1 == right.getStartIndex();
    }
}
