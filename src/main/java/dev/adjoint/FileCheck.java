package dev.adjoint;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.run.CheckTable;
import dev.adjoint.run.Given;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runner;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.syntax.Sources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code ad check FILE} does, for tests: a wrong gradient is an {@link AssertionError}. */
final class FileCheck {

    private static final int POINTS = 3;
    private static final long SEED = 1;

    private final Path file;
    private final Diagnostics diagnostics = new Diagnostics();

    FileCheck(Path file) {
        this.file = file;
    }

    /** The table, if no gradient is wrong. */
    String run() {
        Runnable interpreted = () -> {
            throw Adjoint.noCompiler();
        };
        GradientChecks checks = new Checking(diagnostics, SEED, interpreted)
                .of(Adjoint.read(file), List.of(), this::values)
                .orElseThrow(this::refused);
        GradientChecks.Result result = checked(checks)
                .orElseThrow(() -> new AssertionError(
                        file + ": no finite point was found: give values in " + ValuesReader.namedAfter(file)));
        String table = table(result);
        if (result.verdict() == Verdict.FAILED) {
            throw new AssertionError("\n" + table);
        }
        return table;
    }

    private Optional<Map<String, Given>> values() {
        Map<String, Given> values = new LinkedHashMap<>();
        ValuesReader.beside(file)
                .flatMap(json -> Sources.read(json, diagnostics))
                .ifPresent(text -> new ValuesReader(diagnostics).object(text, values));
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(values);
    }

    private Optional<GradientChecks.Result> checked(GradientChecks checks) {
        try {
            return checks.run(POINTS, SEED);
        } catch (Runner.RefusedSizes sizes) {
            diagnostics.add(Diagnostic.nowhere(Code.E0805, sizes.getMessage()));
            throw refused();
        } catch (IndexOutOfBoundsException thrown) {
            diagnostics.add(MissingRows.told(thrown));
            throw refused();
        }
    }

    private RefusedProgramException refused() {
        return new RefusedProgramException(diagnostics);
    }

    private String table(GradientChecks.Result result) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(table, false, StandardCharsets.UTF_8)) {
            new CheckTable(out).print(file.toString(), result);
        }
        return table.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
