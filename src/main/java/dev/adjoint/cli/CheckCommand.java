package dev.adjoint.cli;

import dev.adjoint.Checking;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.run.CheckTable;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad check}: gradients of the generated class against differences. */
@Command(
        name = "check",
        sortOptions = false,
        customSynopsis = "ad check FILE... [--values JSON] [--points N] [--seed S] [--json] [--watch]",
        header = "Hold the gradients of the generated class against differences.",
        description = {
            "",
            "Values come from --values, or from NAME.values.json beside NAME.ad; what they leave open is drawn: small"
                    + " different sizes, normal numbers, uniform indices. Each scalar output is checked by its gradient,"
                    + " each other output by the gradient of its elements weighed with random seeds. Entries at a kink are"
                    + " skipped and counted. Exit 1 if a gradient is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  ad check two_layer.ad",
            "  ad check src/ad/*.ad --points 10 --seed 7",
            "  ad check gmm.ad --values gmm.json --json",
        })
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs; `-` is stdin.")
    private List<String> files;

    @Option(
            names = "--values",
            paramLabel = "JSON",
            description = "Some or all values, such as {\"N\": 4, \"x\": [1, 2]}; `-` is stdin.")
    private String valuesFile;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many points are drawn for each file; without it 3.")
    private int points;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed draws the same points; without it 1.")
    private long seed;

    @Mixin
    private WatchOption watch;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Option(
            names = "--json",
            description = "A JSON object for each file on stdout; messages as JSON on stderr, one object a line.")
    void json(boolean on) {
        console.json(on);
    }

    @Override
    public Integer call() {
        if (points < 1) {
            throw new ParameterException(spec.commandLine(), "--points takes a number from 1");
        }
        if (Texts.STDIN.equals(valuesFile) && (files.size() > 1 || files.contains(Texts.STDIN))) {
            throw new ParameterException(spec.commandLine(), "stdin can be read once only");
        }
        List<String> read = new ArrayList<>(files);
        if (valuesFile != null) {
            read.add(valuesFile);
        } else {
            files.forEach(file -> GivenValues.mayBeBeside(file).ifPresent(read::add));
        }
        return watch.run(spec, console, read, this::checkAll);
    }

    private int checkAll() {
        int code = Exit.DONE;
        for (String file : files) {
            code = Math.max(code, check(file));
        }
        return code;
    }

    private int check(String file) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<GradientChecks> checks = checks(file, diagnostics);
        console.report(diagnostics);
        if (checks.isEmpty()) {
            return Exit.REFUSED;
        }
        try {
            return show(file, checks.get().run(points, seed));
        } catch (Runner.RefusedSizes refused) {
            console.report(Diagnostic.nowhere(Code.E0805, refused.getMessage()));
            return Exit.REFUSED;
        } catch (IndexOutOfBoundsException thrown) {
            console.report(MissingRows.told(thrown));
            return Exit.REFUSED;
        }
    }

    private int show(String file, Optional<GradientChecks.Result> result) {
        if (result.isEmpty()) {
            console.failure("ad: " + file + ": no finite point: give values");
            return Exit.REFUSED;
        }
        if (console.isJson()) {
            JsonText.check(file, result.get(), console.out());
        } else {
            new CheckTable(console.out()).print(file, result.get());
        }
        warn(file, result.get());
        return result.get().verdict() == Verdict.FAILED ? Exit.REFUSED : Exit.DONE;
    }

    private Optional<GradientChecks> checks(String file, Diagnostics diagnostics) {
        Checking checking = new Checking(diagnostics, seed, () -> Running.interpreted(console));
        return Texts.read(file, console.in(), diagnostics)
                .flatMap(source -> checking.of(
                        source,
                        List.of(),
                        () -> new GivenValues(console, diagnostics).read(valuesOf(file), List.of())));
    }

    /** The file of values: the one that was named, else the one beside the program. */
    private Optional<String> valuesOf(String file) {
        return valuesFile != null ? Optional.of(valuesFile) : GivenValues.beside(file);
    }

    private void warn(String file, GradientChecks.Result result) {
        result.unchecked().forEach(what -> console.note("ad: warning: " + file + what));
    }
}
