package dev.adjoint.cli;

import dev.adjoint.run.Fault;

/** What the user reads when Adjoint itself fails: one paragraph, and the stack trace only if {@code ADJOINT_DEBUG} is set. */
final class Faults {

    private static final String DEBUG = "ADJOINT_DEBUG";

    private Faults() {}

    /** Reports what was thrown and returns the exit code. */
    static int report(Throwable fault, Console console) {
        trace(fault, console);
        console.failure("ad: " + words(fault));
        return Fault.isMemory(fault) ? Exit.REFUSED : Exit.FAULT;
    }

    /** Shows where it was thrown, if the environment asks for it. */
    static void trace(Throwable fault, Console console) {
        if (System.getenv(DEBUG) != null) {
            fault.printStackTrace(console.err());
        }
    }

    /** What is said about what was thrown. */
    static String words(Throwable fault) {
        return Fault.words(fault, "with " + DEBUG + "=1 set, the command says where it happened");
    }
}
