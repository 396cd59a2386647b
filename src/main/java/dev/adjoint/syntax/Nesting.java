package dev.adjoint.syntax;

import dev.adjoint.syntax.antlr.AdLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;

/**
 * The open brackets of a statement, and a bound on how deep its tree becomes. Counted before the parser runs, whose
 * recursion, like that of every later phase, is then bounded.
 */
final class Nesting {

    /** Brackets, conditions and right-binding operators that may be open at one place. */
    static final int MOST_LEVELS = 256;

    /** Operators that may follow one another in a formula, counted along its deepest path. */
    static final int MOST_OPERATORS = 10_000;

    private static final class Frame {
        private final Token bracket;
        private final int indent;
        /** Signs and powers that wait for their operand. */
        private int tight;
        /** Conditions that go on to the end of the element. */
        private int conditions;

        private int operators;
        private int deepest;
        private int deepestBefore;

        private Frame(Token bracket, int indent) {
            this.bracket = bracket;
            this.indent = indent;
        }

        private int levels() {
            return 1 + tight + conditions;
        }

        private int depth() {
            return operators + deepest;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private int levels;

    Nesting() {
        clear();
    }

    void clear() {
        frames.clear();
        frames.push(new Frame(null, 0));
        levels = 0;
    }

    /** The innermost open bracket, or null. */
    Token bracket() {
        return frames.element().bracket;
    }

    boolean empty() {
        return frames.size() == 1;
    }

    /** Whether a newline means nothing here. */
    boolean inRoundOrSquare() {
        return Words.is(bracket(), AdLexer.LPAREN) || Words.is(bracket(), AdLexer.LBRACKET);
    }

    /** The column at which the line that opened the innermost bracket begins. */
    int indent() {
        return frames.element().indent;
    }

    /** Whether a bracket of this kind is open, with no brace opened after it. */
    boolean openInBraces(int type) {
        for (Frame frame : frames) {
            if (Words.is(frame.bracket, type)) {
                return true;
            }
            if (Words.is(frame.bracket, AdLexer.LBRACE)) {
                return false;
            }
        }
        return false;
    }

    void open(Token bracket, int indent) {
        frames.push(new Frame(bracket, indent));
        levels++;
    }

    void close() {
        separate();
        Frame closed = frames.pop();
        levels--;
        Frame outer = frames.element();
        outer.operators++;
        outer.deepest = Math.max(outer.deepest, closed.deepestBefore);
    }

    /** Notes what the word, an operand or operator, adds to the depth. */
    void count(Token token, Token previous) {
        Frame frame = frames.element();
        int before = frame.levels();
        switch (token.getType()) {
            case AdLexer.COMMA, AdLexer.COLON, AdLexer.FOR, AdLexer.WHERE, AdLexer.DEFINE -> separate();
            case AdLexer.THEN, AdLexer.ELSE -> frame.tight = 0;
            case AdLexer.IF -> frame.conditions++;
            case AdLexer.POWER, AdLexer.EACH_POWER, AdLexer.NOT -> frame.tight++;
            case AdLexer.MINUS -> frame.tight = Words.endsValue(previous) ? 0 : frame.tight + 1;
            default -> frame.tight = Words.binary(token) ? 0 : frame.tight;
        }
        if (Words.binary(token) || token.getType() == AdLexer.QUOTE) {
            frame.operators++;
        }
        levels += frame.levels() - before;
    }

    /** What follows does not nest in what stood before: after a comma or at the end of a statement. */
    void separate() {
        Frame frame = frames.element();
        levels -= frame.levels() - 1;
        frame.deepestBefore = Math.max(frame.deepestBefore, frame.depth());
        frame.tight = 0;
        frame.conditions = 0;
        frame.operators = 0;
        frame.deepest = 0;
    }

    boolean tooDeep() {
        return levels > MOST_LEVELS;
    }

    boolean tooLong() {
        return frames.element().depth() > MOST_OPERATORS;
    }
}
