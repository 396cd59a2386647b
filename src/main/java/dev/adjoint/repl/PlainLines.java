package dev.adjoint.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines from a stream, without a prompt; answers to one stream, messages to another. */
final class PlainLines implements Lines {

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;

    PlainLines(InputStream in, PrintStream out, PrintStream err, Style style) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
        this.style = style;
    }

    /** An open bracket goes on in the next line; an empty line ends it. */
    @Override
    public Optional<String> next() {
        String text = line();
        if (text == null) {
            return Optional.empty();
        }
        StringBuilder typed = new StringBuilder(text);
        while (Typed.goesOn(typed.toString())) {
            String more = line();
            if (more == null) {
                break;
            }
            typed.append('\n').append(more);
            if (more.isBlank()) {
                break;
            }
        }
        return Optional.of(typed.toString());
    }

    private String line() {
        try {
            return in.readLine();
        } catch (IOException broken) {
            return null;
        }
    }

    @Override
    public void show(Reply reply) {
        out.print(reply.answers());
        out.flush();
        err.print(reply.messages());
        err.flush();
    }

    @Override
    public Style style() {
        return style;
    }

    @Override
    public boolean isTerminal() {
        return false;
    }
}
