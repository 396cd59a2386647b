package dev.adjoint.cli;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticJson;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.diagnostic.Diagnostics;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The three streams of the command, and how it speaks on them: with colour or without, for people or as JSON. */
final class Console {

    /** When messages are coloured. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private Color color = Color.AUTO;
    private boolean json;

    Console(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    void color(Color when) {
        this.color = when;
    }

    /** From here on messages are JSON, one object a line. */
    void json(boolean on) {
        this.json = on;
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean isJson() {
        return json;
    }

    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    /** The colours of help texts. */
    ColorScheme scheme() {
        return Help.defaultColorScheme(coloured(1) ? Ansi.ON : Ansi.OFF);
    }

    /** Whether answers are coloured. */
    boolean colouredAnswers() {
        return coloured(1);
    }

    /** Draws the diagnostics on stderr, with an empty line behind them. */
    void report(Diagnostics diagnostics) {
        if (json) {
            diagnostics.all().stream().map(DiagnosticJson::line).forEach(err::println);
        } else if (!diagnostics.isEmpty()) {
            err.println(new DiagnosticPrinter(coloured(2)).print(diagnostics.all()));
        }
    }

    void report(Diagnostic diagnostic) {
        Diagnostics one = new Diagnostics();
        one.add(diagnostic);
        report(one);
    }

    /** Says something worth knowing that is no complaint, on stderr. */
    void note(String words) {
        say("note", words);
    }

    /** Says on stderr that something failed for a reason outside the files. */
    void failure(String words) {
        say("error", words);
    }

    private void say(String severity, String words) {
        if (json) {
            err.println(JsonText.message(severity, words));
        } else {
            err.println(words);
        }
    }

    /**
     * Whether lines are typed and answers read in a terminal. The launcher says so; without it that is tried out where
     * these are the streams of the process.
     */
    boolean isTerminal() {
        String terminals = System.getProperty("adjoint.terminal");
        return in == System.in && (terminals == null || (terminals.contains("0") && terminals.contains("1")));
    }

    /** Whether stream 1 or 2 is written in colour; the launcher says which streams are terminals. */
    boolean coloured(int stream) {
        if (color != Color.AUTO) {
            return color == Color.ALWAYS;
        }
        String without = System.getenv("NO_COLOR");
        return System.getProperty("adjoint.terminal", "").contains(Integer.toString(stream))
                && (without == null || without.isEmpty())
                && !Objects.equals(System.getenv("TERM"), "dumb");
    }
}
