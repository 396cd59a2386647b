package dev.adjoint.maven;

import dev.adjoint.Checking;
import dev.adjoint.Compiler;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.run.CheckTable;
import dev.adjoint.run.Given;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the gradients of each formula, and writes nothing. */
final class CheckingGradients implements Work<Object> {

    private final int points;
    private final long seed;
    private final List<String> derive;
    private final Messages messages;

    CheckingGradients(int points, long seed, List<String> derive, Messages messages) {
        this.points = points;
        this.seed = seed;
        this.derive = derive;
        this.messages = messages;
    }

    @Override
    public List<Path> reads(Formula formula) {
        return List.of(ValuesReader.namedAfter(formula.file()));
    }

    @Override
    public Optional<Object> make(Formula formula, Diagnostics diagnostics) {
        Sources.read(formula.file(), diagnostics).ifPresent(source -> {
            if (!Libraries.isLibrary(Compiler.compile(source, Runners.OPTIONS, Phase.TREE))) {
                check(formula, source, diagnostics);
            }
        });
        return Optional.empty();
    }

    private void check(Formula formula, Source source, Diagnostics diagnostics) {
        Checking checking = new Checking(
                diagnostics,
                seed,
                () -> messages.log().info("this Java has no compiler, so the interpreter is asked for the gradients"));
        try {
            checking.of(source, derive, () -> given(formula, diagnostics))
                    .ifPresent(checks -> judge(formula, source, checks.run(points, seed)));
        } catch (Runner.RefusedSizes refused) {
            diagnostics.add(Diagnostic.nowhere(Code.E0805, refused.getMessage()));
        } catch (IndexOutOfBoundsException thrown) {
            diagnostics.add(MissingRows.told(thrown));
        }
    }

    /** The values beside a formula; none if there is no such file, empty if it is wrong. */
    static Optional<Map<String, Given>> given(Formula formula, Diagnostics diagnostics) {
        Map<String, Given> values = new LinkedHashMap<>();
        ValuesReader.beside(formula.file())
                .flatMap(file -> Sources.read(file, diagnostics))
                .ifPresent(source -> new ValuesReader(diagnostics).object(source, values));
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(values);
    }

    private void judge(Formula formula, Source source, Optional<GradientChecks.Result> result) {
        if (result.isEmpty()) {
            messages.refuse(
                    formula.file(),
                    1,
                    1,
                    "no finite point was found: give values in "
                            + ValuesReader.namedAfter(formula.file()).getFileName());
            return;
        }
        if (result.get().verdict() == Verdict.FAILED) {
            Span place = place(source, result.get());
            Path file = Path.of(place.source().name());
            messages.refuse(file, place.line(), place.column(), "a gradient is wrong\n" + table(formula, result.get()));
        } else {
            result.get().unchecked().forEach(what -> messages.warn(formula.file(), formula.name() + what));
        }
    }

    private static String table(Formula formula, GradientChecks.Result result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new CheckTable(out).print(formula.name(), result);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The function whose own gradient is wrong, else the file's beginning. */
    private static Span place(Source source, GradientChecks.Result result) {
        List<String> wrong = result.own().stream()
                .filter(row -> row.tally().verdict() == Verdict.FAILED)
                .map(row -> row.function())
                .toList();
        Optional<Tree> tree =
                Compiler.compile(source, Runners.OPTIONS, Phase.TREE).tree();
        return tree.stream()
                .flatMap(t -> t.files().stream())
                .flatMap(file -> file.statements().stream())
                .filter(s -> s instanceof Statement.Function function
                        && wrong.contains(function.name().text()))
                .map(Statement::span)
                .findFirst()
                .orElse(source.span(0, 0));
    }

    @Override
    public Set<Path> places(Object made) {
        return Set.of();
    }

    @Override
    public Set<Path> write(List<Object> made) {
        return Set.of();
    }

    @Override
    public boolean isOurs(Path file) {
        return false;
    }
}
