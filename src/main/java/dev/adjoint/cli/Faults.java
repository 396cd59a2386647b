package dev.adjoint.cli;

/** What the user reads when Adjoint itself fails: one paragraph, and the stack trace only if {@code ADJOINT_DEBUG} is set. */
final class Faults {

    private static final String DEBUG = "ADJOINT_DEBUG";

    private Faults() {}

    /** Reports what was thrown and returns the exit code. */
    static int report(Throwable fault, Console console) {
        trace(fault, console);
        console.failure("ad: " + words(fault));
        return cause(fault, OutOfMemoryError.class) ? Exit.REFUSED : Exit.FAULT;
    }

    /** Shows where it was thrown, if the environment asks for it. */
    static void trace(Throwable fault, Console console) {
        if (System.getenv(DEBUG) != null) {
            fault.printStackTrace(console.err());
        }
    }

    /** What is said about what was thrown. */
    static String words(Throwable fault) {
        if (cause(fault, OutOfMemoryError.class)) {
            return "there is not enough memory: " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB may be used, and this program with these sizes needs more."
                    + " Smaller sizes need less, and JAVA_TOOL_OPTIONS=-Xmx8g allows 8 GB.";
        }
        return what(fault) + " This is a fault of Adjoint, not of your file. Please report it with the file and the"
                + " command; with ADJOINT_DEBUG=1 set, the command says where it happened.";
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
