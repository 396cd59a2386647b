package dev.adjoint.repl;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.diagnostic.Diagnostics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is answered to a line: text, messages, and the session that goes on from there. */
final class Reply {

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(answers, false, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(messages, false, StandardCharsets.UTF_8);
    private final Transcript transcript;
    private final Style style;
    private Session session;
    private boolean refused;
    private boolean last;

    Reply(Session session, Transcript transcript, Style style) {
        this.session = session;
        this.transcript = transcript;
        this.style = style;
    }

    PrintStream out() {
        return out;
    }

    Style style() {
        return style;
    }

    Session session() {
        return session;
    }

    void session(Session next) {
        session = next;
    }

    /** Draws the diagnostics. */
    void say(Diagnostics diagnostics) {
        Diagnostics placed = new Diagnostics();
        diagnostics.all().stream().map(transcript::placed).forEach(placed::add);
        if (!placed.isEmpty()) {
            err.print(new DiagnosticPrinter(style.colour()).print(placed.all()));
        }
        refused |= diagnostics.hasErrors();
    }

    void say(Diagnostic diagnostic) {
        Diagnostics one = new Diagnostics();
        one.add(diagnostic);
        say(one);
    }

    /** Says what is wrong without a place. */
    void wrong(String words) {
        err.println(words);
        refused = true;
    }

    /** Says something worth knowing. */
    void note(String words) {
        err.println(words);
    }

    /** This was the last line. */
    void end() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    boolean isRefused() {
        return refused;
    }

    String answers() {
        out.flush();
        return answers.toString(StandardCharsets.UTF_8);
    }

    String messages() {
        err.flush();
        return messages.toString(StandardCharsets.UTF_8);
    }
}
