package dev.adjoint.syntax;

import dev.adjoint.source.Span;

/**
 * A word or sign of a program, with what its place in the grammar says about the space around it.
 *
 * @param statement where the innermost statement begins that the word belongs to, as an offset
 */
public record Lexeme(Span span, Gap before, Gap after, Role role, int statement) {

    /** The space on one side of a word, if its neighbour has nothing against it. */
    public enum Gap {
        /** None, whatever the neighbour says. */
        NONE,
        /** One space. */
        FREE,
        /** One space or none, as it is written. */
        KEPT
    }

    /** What a word does in its statement, as far as the layout of lines is concerned. */
    public enum Role {
        OTHER,
        /** <code>{</code>. */
        OPENING,
        /** <code>}</code>. */
        CLOSING,
        /** An operator between two operands. */
        OPERATOR,
        /** What follows the word that a declaration begins with. */
        DECLARED,
        /** The {@code :} before a stated shape. */
        STATED,
        /** The first {@code =} of a declaration or definition. */
        DEFINES,
        /** {@code where}. */
        RANGES
    }

    public boolean beginsStatement() {
        return span.start() == statement;
    }

    public String text() {
        return span.text();
    }
}
