package dev.adjoint.cli;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.files.Replacing;
import dev.adjoint.format.Formatter;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad fmt}: files in one layout. */
@Command(
        name = "fmt",
        sortOptions = false,
        customSynopsis = "ad fmt FILE... [--check] [--json]",
        header = "Lay out files in place.",
        description = {
            "",
            "Only space changes: f=W * x+b becomes f = W*x + b. Words, comments and the breaks of lines stay, and signs that"
                    + " were aligned stay aligned. A file with mistakes in its syntax is left alone, and exit is 1."
        },
        footer = {
            "",
            "Examples:",
            "  ad fmt two_layer.ad",
            "  ad fmt --check src/ad/*.ad",
            "  ad fmt - < draft.ad",
        })
final class FormatCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs; `-` is stdin, which goes to stdout.")
    private List<String> files;

    @Option(
            names = "--check",
            description = "Write nothing; list the files that would change. Exit 1 if there are any.")
    private boolean check;

    FormatCommand(Console console) {
        this.console = console;
    }

    @Option(names = "--json", description = "Messages as JSON on stderr, one object a line.")
    void json(boolean on) {
        console.json(on);
    }

    @Override
    public Integer call() {
        if (files.stream().filter(Texts.STDIN::equals).count() > 1) {
            throw new ParameterException(spec.commandLine(), "stdin can be read once only");
        }
        int code = Exit.DONE;
        for (String file : files) {
            code = Math.max(code, format(file));
        }
        return code;
    }

    private int format(String file) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Source> source = Texts.read(file, console.in(), diagnostics);
        Optional<String> text = source.flatMap(s -> Formatter.format(s, diagnostics));
        console.report(diagnostics);
        if (text.isEmpty()) {
            return Exit.REFUSED;
        }
        boolean changes = !text.equals(source.map(Source::text));
        if (check) {
            if (changes) {
                console.out().println(source.get());
            }
            return changes ? Exit.REFUSED : Exit.DONE;
        }
        if (file.equals(Texts.STDIN)) {
            console.out().print(text.get());
            return Exit.DONE;
        }
        return changes ? write(Path.of(file), text.get()) : Exit.DONE;
    }

    private int write(Path file, String text) {
        try {
            Replacing.replace(file, text);
        } catch (IOException e) {
            console.report(Diagnostic.nowhere(Code.E0004, "`" + file + "` cannot be written: " + Replacing.reason(e)));
            return Exit.REFUSED;
        }
        if (!console.isJson()) {
            console.note("formatted " + file);
        }
        return Exit.DONE;
    }
}
