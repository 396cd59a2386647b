package dev.adjoint.cli;

/** What the user reads when Adjoint itself fails: one paragraph, and the stack trace only if {@code ADJOINT_DEBUG} is set. */
final class Faults {

    private Faults() {}

    /** Reports what was thrown and returns the exit code. */
    static int report(Throwable fault, Console console) {
        if (System.getenv("ADJOINT_DEBUG") != null) {
            fault.printStackTrace(console.err());
        }
        if (cause(fault, OutOfMemoryError.class)) {
            console.failure(
                    "ad: there is not enough memory: " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB may be used, and this program with these sizes needs more."
                            + " Smaller sizes need less, and JAVA_TOOL_OPTIONS=-Xmx8g allows 8 GB.");
            return Exit.REFUSED;
        }
        console.failure(
                "ad: " + what(fault) + " This is a fault of Adjoint, not of your file. Please report it with the"
                        + " file and the command; with ADJOINT_DEBUG=1 set, the command says where it happened.");
        return Exit.FAULT;
    }

    private static String what(Throwable fault) {
        if (cause(fault, StackOverflowError.class)) {
            return "a formula is nested deeper than the compiler can follow.";
        }
        String message = fault.getMessage();
        return "something went wrong inside (" + fault.getClass().getSimpleName()
                + (message == null || message.isBlank() ? "" : ": " + clipped(message.strip())) + ").";
    }

    private static String clipped(String message) {
        String line = message.replaceAll("\\s*\\R\\s*", " / ");
        return line.length() <= 400 ? line : line.substring(0, 400) + "…";
    }

    private static boolean cause(Throwable thrown, Class<? extends Throwable> kind) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
