package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.draw.Circuit;
import dev.adjoint.draw.Dot;
import dev.adjoint.draw.Drawing;
import dev.adjoint.draw.Listing;
import dev.adjoint.draw.Numbers;
import dev.adjoint.draw.Passes;
import dev.adjoint.files.Replacing;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.Given;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad graph}: a formula as the circuit of its gates, with values and gradients. */
@Command(
        name = "graph",
        sortOptions = false,
        customSynopsis = "ad graph FILE [NAME=VALUE...] [--values JSON] [--format F] [-o FILE]",
        header = "Draw a formula as a circuit of gates, with its values and gradients.",
        description = {
            "",
            "Values come from the command line, from --values, or from NAME.values.json beside NAME.ad; without any, the"
                    + " gates are drawn alone. On each wire the value stands above, the gradient below. Of a loop the numbers"
                    + " of the last step are shown."
        },
        footer = {
            "",
            "Examples:",
            "  ad graph neuron.ad w0=2 w1=-3 w2=-3 x0=-1 x1=-2",
            "  ad graph neuron.ad -o neuron.html",
            "  ad graph two_layer.ad --of h --format svg > h.svg",
            "  ad graph char_lstm.ad --format dot | dot -Tpdf > lstm.pdf",
        })
final class GraphCommand implements Callable<Integer> {

    /** How a circuit is written. */
    private enum Format {
        TEXT,
        SVG,
        HTML,
        DOT
    }

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "A program; `-` is stdin.")
    private String file;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "A value: x=1,-2 or W=[[1,2],[3,4]] or N=50.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--values",
            paramLabel = "JSON",
            description = "A file such as {\"W\": [[1, 2], [3, 4]], \"y\": 1}; `-` is stdin.")
    private String valuesFile;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "text, svg, html or dot; without it by the ending of -o, or else text.")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = Texts.STDIN,
            description = "Where it is written; without it, or as `-`, to stdout.")
    private String output;

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description =
                    "Draw what leads to this definition, and if it is a number its gradients; without it all outputs.")
    private String of;

    @Option(
            names = "--fold",
            paramLabel = "WHICH",
            defaultValue = "AUTO",
            description =
                    "Boxes of functions and loops that are drawn folded: auto (if there are many gates), all, none.")
    private Drawing.Folding fold;

    @Mixin
    private WatchOption watch;

    GraphCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        GivenValues.usage(spec, file, valuesFile, arguments);
        List<String> read = new ArrayList<>(List.of(file));
        Optional.ofNullable(valuesFile).or(() -> GivenValues.mayBeBeside(file)).ifPresent(read::add);
        return watch.run(spec, console, read, this::once);
    }

    private int once() {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Program> program = Texts.read(file, console.in(), diagnostics).flatMap(source -> {
            Compilation compilation = Compiler.compile(source, Runners.OPTIONS, Phase.TYPED);
            diagnostics.addAll(compilation.diagnostics());
            return compilation.program();
        });
        Optional<List<Definition>> drawn =
                program.filter(p -> !diagnostics.hasErrors()).flatMap(p -> drawn(p, diagnostics));
        Optional<Map<String, Given>> given =
                drawn.flatMap(d -> new GivenValues(console, diagnostics).read(valuesOf(), arguments));
        Optional<Fitting.Fitted> fitted = given.filter(g -> hasValues(program.get(), g))
                .flatMap(g -> new Fitting(program.get(), g, diagnostics).fit());
        console.report(diagnostics);
        if (diagnostics.hasErrors() || given.isEmpty()) {
            return Exit.REFUSED;
        }
        try {
            return draw(program.get(), drawn.get(), fitted);
        } catch (IndexOutOfBoundsException thrown) {
            console.report(MissingRows.told(thrown));
            return Exit.REFUSED;
        }
    }

    /** What is drawn: the definition that was named, or all outputs with the objective before the others. */
    private Optional<List<Definition>> drawn(Program program, Diagnostics diagnostics) {
        if (of == null) {
            List<Definition> all = new ArrayList<>(program.outputs());
            return Optional.of(all);
        }
        List<Definition> named =
                program.definitions().stream().filter(d -> !d.hidden()).toList();
        Optional<Definition> found =
                named.stream().filter(d -> d.name().equals(of)).findFirst();
        if (found.isEmpty()) {
            List<String> names = named.stream().map(Definition::name).toList();
            Diagnostic unknown = Diagnostic.nowhere(Code.E0301, "there is no definition `" + of + "` to draw");
            diagnostics.add(Spelling.closest(of, names)
                    .map(close -> unknown.help("did you mean `" + close + "`?"))
                    .orElseGet(() -> unknown.help("the definitions are " + String.join(", ", names))));
        }
        return found.map(List::of);
    }

    private Optional<String> valuesOf() {
        return valuesFile != null ? Optional.of(valuesFile) : GivenValues.beside(file);
    }

    /** A program without params and inputs has its values in itself. */
    private static boolean hasValues(Program program, Map<String, Given> given) {
        boolean open = program.dims().stream().anyMatch(Program.Size::isOpen);
        return !given.isEmpty()
                || (!open && program.params().isEmpty() && program.inputs().isEmpty());
    }

    private int draw(Program program, List<Definition> drawn, Optional<Fitting.Fitted> fitted) {
        Circuit circuit = Circuit.of(program, drawn);
        fitted.map(Fitting.Fitted::started)
                .filter(started -> !started.isEmpty())
                .ifPresent(started -> console.note("ad: not given, so taken as the file says: "
                        + started.stream().map(v -> v.name()).collect(Collectors.joining(", "))));
        Optional<Numbers> numbers = fitted.map(f -> Passes.at(program, circuit, f.point()));
        if (numbers.isPresent() && circuit.objective().isEmpty()) {
            console.note("ad: " + (of == null ? "no output is" : "`" + of + "` is not")
                    + " one real number, so there are no gradients");
        }
        numbers.ifPresent(n -> Drawing.births(circuit, n).sentences().forEach(s -> console.note("ad: " + s)));
        return write(text(program, circuit, numbers));
    }

    private String text(Program program, Circuit circuit, Optional<Numbers> numbers) {
        String title = program.source().name();
        return switch (format()) {
            case TEXT -> Listing.of(circuit, numbers, width(), isToTerminal() && console.colouredAnswers());
            case DOT -> Dot.of(circuit, numbers);
            case SVG -> picture(circuit, Drawing.svg(circuit, numbers, title, fold));
            case HTML -> picture(circuit, Drawing.html(circuit, numbers, title, fold));
        };
    }

    private String picture(Circuit circuit, Drawing drawing) {
        if (drawing.hidden() > 0) {
            console.note("ad: there are " + circuit.size() + " gates; " + drawing.hidden()
                    + " of them, those farthest from the outputs, are left out. `--of NAME` draws what leads to one"
                    + " definition, `--fold all` folds functions and loops, `--format text` lists every gate");
        }
        return drawing.text();
    }

    private Format format() {
        if (format != null) {
            return format;
        }
        String name = output.toLowerCase(Locale.ROOT);
        return name.endsWith(".svg")
                ? Format.SVG
                : name.matches(".*\\.html?") ? Format.HTML : name.matches(".*\\.(dot|gv)") ? Format.DOT : Format.TEXT;
    }

    private boolean isToTerminal() {
        return output.equals(Texts.STDIN);
    }

    /** As wide as the terminal, as far as that is known. */
    private int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,4}")
                ? Integer.parseInt(columns)
                : spec.usageMessage().autoWidth(true).width();
    }

    private int write(String text) {
        if (isToTerminal()) {
            console.out().print(text);
            return Exit.DONE;
        }
        try {
            Files.writeString(Path.of(output), text);
            return Exit.DONE;
        } catch (IOException | InvalidPathException failed) {
            console.report(
                    Diagnostic.nowhere(Code.E0004, "`" + output + "` cannot be written: " + Replacing.reason(failed)));
            return Exit.REFUSED;
        }
    }
}
