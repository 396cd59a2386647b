package dev.adjoint.diagnostic;

/** The colours of a drawn diagnostic, as ANSI escapes. */
enum Ink {
    PLAIN(""),
    BOLD("\u001b[1m"),
    RED("\u001b[1;31m"),
    YELLOW("\u001b[1;33m"),
    BLUE("\u001b[1;34m");

    private static final String RESET = "\u001b[0m";

    private final String escape;

    Ink(String escape) {
        this.escape = escape;
    }

    static Ink of(Severity severity) {
        return severity == Severity.ERROR ? RED : YELLOW;
    }

    /** The text between escapes, or as it is if {@code colour} is off or there is nothing to colour. */
    String on(String text, boolean colour) {
        return colour && this != PLAIN && !text.isEmpty() ? escape + text + RESET : text;
    }
}
