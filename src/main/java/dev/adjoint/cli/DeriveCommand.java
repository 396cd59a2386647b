package dev.adjoint.cli;

import dev.adjoint.AdjointProgram;
import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ad derive}: the adjoint program, in the language itself. */
@Command(
        name = "derive",
        sortOptions = false,
        customSynopsis = "ad derive FILE [--of NAME] [--wrt NAMES]",
        header = "Print a program that computes a number and its gradient, in the language itself.",
        description = {
            "",
            "Each gate is a definition by index, as the graph has it; what is scattered is a sum with a filter, and a loop"
                    + " backward a `scan` over its rows from the last. The program compiles as it is."
        },
        footer = {
            "",
            "Examples:",
            "  ad derive two_layer.ad --of loss",
            "  ad derive neuron.ad --wrt w0,x0",
            "  ad derive softmax.ad | ad check -"
        })
final class DeriveCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A program; `-` is stdin.")
    private String file;

    @Option(names = "--of", paramLabel = "NAME", description = "The number; without it the first scalar output.")
    private String of;

    @Option(
            names = "--wrt",
            paramLabel = "NAMES",
            split = ",",
            description = "Params and real inputs; without it all params.")
    private List<String> wrt = new ArrayList<>();

    DeriveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Diagnostics diagnostics = new Diagnostics();
        Optional<String> text = text(diagnostics);
        console.report(diagnostics);
        text.ifPresent(console.out()::print);
        return text.isPresent() ? Exit.DONE : Exit.REFUSED;
    }

    private Optional<String> text(Diagnostics diagnostics) {
        return Texts.read(file, console.in(), diagnostics).flatMap(source -> {
            Compilation compilation = Compiler.compile(source, Options.defaults(), Phase.GRAPH);
            diagnostics.addAll(compilation.diagnostics());
            return compilation.failed()
                    ? Optional.empty()
                    : AdjointProgram.of(compilation, Optional.ofNullable(of), wrt, diagnostics);
        });
    }
}
