package dev.adjoint.run;

/** What the user reads when Adjoint itself fails: one paragraph. */
public final class Fault {

    private static final int DEEPEST = 20;
    private static final int LONGEST = 400;

    private Fault() {}

    /**
     * What is said about what was thrown.
     *
     * @param where how the user is told where it happened, as the end of a sentence
     */
    public static String words(Throwable fault, String where) {
        if (isMemory(fault)) {
            return "there is not enough memory: " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB may be used, and this program with these sizes needs more."
                    + " Smaller sizes need less, and JAVA_TOOL_OPTIONS=-Xmx8g allows 8 GB.";
        }
        return what(fault) + " This is a fault of Adjoint, not of your file. Please report it with the file and the"
                + " command; " + where + ".";
    }

    /** Whether there was not enough memory, which is nobody's fault. */
    public static boolean isMemory(Throwable fault) {
        return cause(fault, OutOfMemoryError.class);
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
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static boolean cause(Throwable thrown, Class<? extends Throwable> kind) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
