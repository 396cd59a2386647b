package dev.adjoint.cli;

/** What the command returns to the shell. */
final class Exit {

    static final int DONE = 0;

    /** The program or its values were refused, or a check failed. */
    static final int REFUSED = 1;

    static final int USAGE = 2;

    /** A fault of Adjoint itself. */
    static final int FAULT = 70;

    private Exit() {}
}
