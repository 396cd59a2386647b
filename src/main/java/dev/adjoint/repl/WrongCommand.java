package dev.adjoint.repl;

/** A command that cannot be understood; the message says what is wrong and what would be right. */
final class WrongCommand extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongCommand(String message) {
        super(message, null, false, false);
    }
}
