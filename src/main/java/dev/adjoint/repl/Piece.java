package dev.adjoint.repl;

import dev.adjoint.source.Span;

/**
 * A part of a program that is put together, and where it comes from.
 *
 * @param origin the line or the stretch of a file that it was made of
 * @param verbatim from which character on the text is that of the origin; what stands before was put there
 */
record Piece(String text, Span origin, int verbatim) {

    /** The origin as it is, behind words that were not written there. */
    static Piece verbatim(String before, Span origin) {
        return new Piece(before + origin.text(), origin, before.length());
    }

    /** A text that says in the language what the origin says otherwise. */
    static Piece made(String text, Span origin) {
        return new Piece(text, origin, text.length());
    }

    /** The place in the origin of a stretch of the text. */
    Span place(int from, int to) {
        int length = origin.end() - origin.start();
        if (to <= verbatim && from < verbatim) {
            return origin;
        }
        int start = Math.min(Math.max(0, from - verbatim), length);
        int end = Math.max(start, Math.min(to - verbatim, length));
        return new Span(origin.source(), origin.start() + start, origin.start() + end);
    }
}
