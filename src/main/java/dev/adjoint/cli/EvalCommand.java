package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.Point;
import dev.adjoint.run.Answer;
import dev.adjoint.run.AnswerTable;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.Given;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad eval}: values in; outputs, and perhaps a gradient, out. */
@Command(
        name = "eval",
        sortOptions = false,
        customSynopsis = "ad eval FILE [NAME=VALUE...] [--values JSON] [--gradient] [--json]",
        header = "Compute the outputs of a program for given values, and its gradient.",
        description = {
            "",
            "Sizes follow from the arrays; a number under the name of a dim sets it. What is given on the command line"
                    + " goes before what stands in the file of values."
        },
        footer = {
            "",
            "Examples:",
            "  ad eval neuron.ad w0=2 w1=-3 w2=-3 x0=-1 x1=-2 --gradient",
            "  ad eval linear_score.ad W=[[1,2],[3,4]] b=0,1 x=5,6",
            "  ad eval net.ad --values net.json --gradient --json",
            "  echo '{\"x\": [1, \"NaN\"]}' | ad eval f.ad --values -",
        })
final class EvalCommand implements Callable<Integer> {

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
            names = "--gradient",
            description = "Also the gradient of the first scalar output with respect to every param.")
    private boolean gradient;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Option(
            names = "--json",
            description = "The answer as one JSON object on stdout; messages as JSON on stderr, one object a line.")
    void json(boolean on) {
        console.json(on);
    }

    @Override
    public Integer call() {
        GivenValues.usage(spec, file, valuesFile, arguments);
        Diagnostics diagnostics = new Diagnostics();
        Optional<Compilation> compilation = compilation(diagnostics);
        Optional<Fitting.Fitted> fitted = compilation
                .flatMap(Compilation::program)
                .filter(program -> !diagnostics.hasErrors() && hasGradient(program, diagnostics))
                .flatMap(program -> fitted(program, diagnostics));
        console.report(diagnostics);
        if (fitted.isEmpty()) {
            return Exit.REFUSED;
        }
        started(fitted.get().started());
        return answer(compilation.get(), fitted.get().point());
    }

    private Optional<Compilation> compilation(Diagnostics diagnostics) {
        Optional<Source> source = Texts.read(file, console.in(), diagnostics);
        return source.map(text -> {
            Compilation compilation = Compiler.compile(text, Runners.OPTIONS);
            diagnostics.addAll(compilation.diagnostics());
            return compilation;
        });
    }

    private boolean hasGradient(Program program, Diagnostics diagnostics) {
        if (!gradient || program.objective().isPresent()) {
            return true;
        }
        Optional<Definition> array = program.outputs().stream()
                .filter(o -> o.type().kind() == Kind.REAL)
                .findFirst();
        if (array.isEmpty()) {
            Definition index = program.outputs().get(0);
            diagnostics.add(
                    Diagnostic.at(index.span(), Code.E0808, "no output is a real number, so there is no gradient")
                            .label("an index")
                            .help("put out a number as well, or leave out --gradient"));
            return false;
        }
        Definition output = array.get();
        diagnostics.add(Diagnostic.at(output.span(), Code.E0808, "no output is a scalar, so there is no gradient")
                .label(output.type().toString())
                .help("make a number of it, such as `loss = sum(" + output.name() + ".^2)`, or leave out --gradient"));
        return false;
    }

    private Optional<Fitting.Fitted> fitted(Program program, Diagnostics diagnostics) {
        return new GivenValues(console, diagnostics)
                .read(Optional.ofNullable(valuesFile), arguments)
                .flatMap(given -> new Fitting(program, given, diagnostics).fit());
    }

    private void started(List<Variable> started) {
        if (!started.isEmpty()) {
            console.note("ad: not given, so taken as the file says: "
                    + started.stream().map(Variable::name).collect(Collectors.joining(", ")));
        }
    }

    private int answer(Compilation compilation, Point point) {
        Program program = compilation.program().orElseThrow();
        Answer answer;
        try {
            answer = Answer.of(
                    program, point.sizes(), Running.of(compilation, console).at(point), gradient);
        } catch (Runner.RefusedSizes refused) {
            console.report(Diagnostic.nowhere(Code.E0805, refused.getMessage()));
            return Exit.REFUSED;
        } catch (ArithmeticException failed) {
            console.report(Diagnostic.nowhere(Code.E0811, failed.getMessage()));
            return Exit.REFUSED;
        } catch (IndexOutOfBoundsException thrown) {
            console.report(MissingRows.told(thrown));
            return Exit.REFUSED;
        }
        notFinite(answer);
        if (console.isJson()) {
            JsonText.answer(answer, console.out());
        } else {
            String objective = program.objective().map(Definition::name).orElse("");
            new AnswerTable(console.out()).print(answer, objective);
        }
        return Exit.DONE;
    }

    /** Says which number of the answer is the first that is not finite. */
    private void notFinite(Answer answer) {
        Map<String, Answer.Numbers> all = new LinkedHashMap<>(answer.outputs());
        answer.gradients().ifPresent(g -> g.forEach((name, numbers) -> all.put("the gradient of " + name, numbers)));
        for (Map.Entry<String, Answer.Numbers> entry : all.entrySet()) {
            int position = entry.getValue().firstNotFinite();
            if (position >= 0) {
                console.note(
                        "ad: " + Given.element(entry.getKey(), entry.getValue().subscripts(position)) + " is "
                                + entry.getValue().numbers()[position]);
                return;
            }
        }
    }
}
