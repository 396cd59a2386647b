package dev.adjoint.repl;

import java.util.Optional;

/** Where lines come from and answers go to: a terminal, or a stream of text. */
interface Lines extends AutoCloseable {

    /** What is typed next, one line or several that belong together; nothing at the end. */
    Optional<String> next();

    /** Shows a reply. */
    void show(Reply reply);

    /** How replies are drawn now; a terminal may change its width. */
    Style style();

    /** Whether someone sits in front of it. */
    boolean isTerminal();

    /** What is known from now on, to complete and to colour names by. */
    default void known(Session session) {}

    /** Has the action run when Ctrl-C is pressed, until the next call. */
    default void onInterrupt(Runnable action) {}

    @Override
    default void close() {}
}
