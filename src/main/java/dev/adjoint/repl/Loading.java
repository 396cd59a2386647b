package dev.adjoint.repl;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.run.Given;
import dev.adjoint.run.Runners;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.Statement;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a file into the session, with the file of values beside it: {@code :load}. */
final class Loading {

    private final Statements statements;

    Loading(Statements statements) {
        this.statements = statements;
    }

    void load(Span argument, Reply reply) {
        Path path = path(argument);
        Diagnostics mistakes = new Diagnostics();
        Source source = Sources.read(path, mistakes).orElseThrow(() -> new Refused(at(argument, mistakes)));
        Compilation compilation = Compiler.compile(source, Runners.OPTIONS, Phase.TYPED);
        boolean library = compilation.diagnostics().all().stream().allMatch(d -> d.code() == Code.E0003);
        if (compilation.failed() && !library) {
            throw new Refused(compilation.diagnostics());
        }
        Map<String, Given> values = new LinkedHashMap<>();
        Optional<Path> beside = ValuesReader.beside(path);
        beside.flatMap(file -> Sources.read(file, mistakes))
                .ifPresent(text -> new ValuesReader(mistakes).object(text, values));
        if (mistakes.hasErrors()) {
            throw new Refused(mistakes);
        }
        Set<String> names = new LinkedHashSet<>();
        for (Statement statement : compilation.tree().orElseThrow().statements()) {
            if (!(statement instanceof Statement.Outputs) && !(statement instanceof Statement.Derive)) {
                Entries.of(statement).forEach(entry -> {
                    Statements.take(entry, reply);
                    names.addAll(entry.names());
                });
            }
        }
        values.values().stream().filter(v -> names.contains(v.name())).forEach(v -> statements.given(v, reply));
        reply.out()
                .println(path + ": " + String.join(", ", names)
                        + beside.filter(b -> !values.isEmpty())
                                .map(b -> "; values of " + b)
                                .orElse(""));
    }

    static Path path(Span argument) {
        String text = argument.text();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        try {
            return Path.of(quoted ? text.substring(1, text.length() - 1) : text);
        } catch (InvalidPathException wrong) {
            throw Refused.of(Diagnostic.at(argument, Code.E0001, "`" + text + "` cannot be the name of a file"));
        }
    }

    /** The reasons with the place where the file was asked for. */
    private static Diagnostics at(Span place, Diagnostics reasons) {
        Diagnostics placed = new Diagnostics();
        reasons.all().forEach(d -> placed.add(Diagnostic.at(place, d.code(), d.message())));
        return placed;
    }
}
