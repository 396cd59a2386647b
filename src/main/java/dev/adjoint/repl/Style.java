package dev.adjoint.repl;

/**
 * How answers are drawn.
 *
 * @param colour whether with colours
 * @param unicode whether with signs beyond ASCII
 * @param width of a line
 */
record Style(boolean colour, boolean unicode, int width) {

    /** For files and pipes, and for terminals that can nothing else. */
    static final Style PLAIN = new Style(false, false, 80);
}
