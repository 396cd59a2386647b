package dev.adjoint.maven;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Severity;
import dev.adjoint.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;
import org.sonatype.plexus.build.incremental.BuildContext;
import org.sonatype.plexus.build.incremental.DefaultBuildContext;

/**
 * What a goal has to say about formulas: in Maven's log as {@code file:[line,column] E0203: …}, which is what IDEs and build
 * servers read from compilers, and in an editor at the line itself. What two formulas share is said once.
 */
final class Messages {

    private final Log log;
    private final BuildContext editor;
    private final Set<String> said = new HashSet<>();
    private final Set<Path> refused = new LinkedHashSet<>();
    private final List<String> warned = new ArrayList<>();
    private int errors;
    private int warnings;

    Messages(Log log, BuildContext editor) {
        this.log = log;
        this.editor = editor;
    }

    Log log() {
        return log;
    }

    /** Begins with a file: forgets what an editor shows of earlier runs. */
    void clear(Path file) {
        editor.removeMessages(file.toFile());
        warned.clear();
    }

    /** What was warned of since the last file was begun with, as it was said. */
    List<String> warned() {
        return List.copyOf(warned);
    }

    /** Says all of it. */
    void report(Path about, Diagnostics diagnostics) {
        for (Diagnostic diagnostic : diagnostics.all()) {
            String text = text(about, diagnostic);
            boolean error = diagnostic.severity() == Severity.ERROR;
            if (error) {
                refused.add(about);
            } else {
                warned.add(text);
            }
            if (said.add(text)) {
                say(error, text);
                mark(about, diagnostic, error);
            }
        }
    }

    /** Says a diagnostic about a file in which it has no place of its own. */
    void report(Path about, Diagnostic diagnostic) {
        Diagnostics one = new Diagnostics();
        one.add(diagnostic);
        report(about, one);
    }

    /** Says that a file is refused, for a reason that is no diagnostic. */
    void refuse(Path about, int line, int column, String text) {
        refused.add(about);
        say(true, about + ":[" + line + "," + column + "] " + text);
        mark(about, line, column, text, true);
    }

    /** Says what a file is warned of, where that is no diagnostic. */
    void warn(Path about, String text) {
        String all = about + ":[1,1] " + text;
        warned.add(all);
        say(false, all);
        mark(about, 1, 1, text, false);
    }

    /** Says again what was said when the file was looked at. */
    void repeat(List<String> earlier) {
        earlier.stream().filter(said::add).forEach(text -> say(false, text));
    }

    int errors() {
        return errors;
    }

    int warnings() {
        return warnings;
    }

    /** The names of the refused files, for a sentence. */
    String refused() {
        return refused.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    int refusedFiles() {
        return refused.size();
    }

    private void say(boolean error, String text) {
        if (error) {
            errors++;
            log.error(text);
        } else {
            warnings++;
            log.warn(text);
        }
    }

    /** The first line as compilers write it for Maven, then the lines of the file with the marks under them. */
    private static String text(Path about, Diagnostic diagnostic) {
        String drawn = new DiagnosticPrinter(false).print(diagnostic);
        List<String> lines = drawn.lines().toList();
        boolean placed = diagnostic.place().isPresent();
        String rest =
                lines.stream().skip(placed ? 2 : 1).map(line -> "\n" + line).collect(Collectors.joining());
        String where = diagnostic.place().map(Messages::place).orElse(about + ":[1,1]");
        return where + " " + diagnostic.code() + ": " + diagnostic.message() + rest;
    }

    private static String place(Span span) {
        return span.source().name() + ":[" + span.line() + "," + span.column() + "]";
    }

    private void mark(Path about, Diagnostic diagnostic, boolean error) {
        String help = diagnostic.help().map(cure -> "; " + cure).orElse("");
        String text = diagnostic.code() + ": " + diagnostic.message() + help;
        diagnostic
                .place()
                .ifPresentOrElse(
                        span -> mark(Path.of(span.source().name()), span.line(), span.column(), text, error),
                        () -> mark(about, 1, 1, text, error));
    }

    /** On the command line there is no editor, and Maven's own stand-in would only write to the log again. */
    private void mark(Path file, int line, int column, String text, boolean error) {
        if (!(editor instanceof DefaultBuildContext)) {
            int severity = error ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING;
            editor.addMessage(file.toFile(), line, column, text, severity, null);
        }
    }
}
