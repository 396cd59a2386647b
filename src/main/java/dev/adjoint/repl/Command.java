package dev.adjoint.repl;

import dev.adjoint.source.Span;

/**
 * A command that begins with a colon.
 *
 * @param arguments what stands behind it, as help shows it; nothing if nothing may stand there
 * @param words what it does
 */
record Command(String name, String arguments, String words, Action action) {

    /** What a command does. */
    interface Action {

        /**
         * Answers the command.
         *
         * @param arguments all that stands behind the name, without blanks around it
         */
        void run(Span arguments, Reply reply);
    }

    /** Whether a path stands behind it. */
    boolean takesFile() {
        return arguments.startsWith("FILE");
    }
}
