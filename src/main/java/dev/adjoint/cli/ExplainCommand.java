package dev.adjoint.cli;

import dev.adjoint.diagnostic.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad explain CODE}. */
@Command(
        name = "explain",
        customSynopsis = "ad explain [CODE]",
        header = "Say more about the code of a message.",
        footer = {"", "Example:", "  ad explain E0203"})
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "As in error[E0203]; without one, all are listed.")
    private String code;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (code == null) {
            for (Code known : Code.values()) {
                console.out().println(known + "  " + known.title());
            }
            return Exit.DONE;
        }
        String asked = code.strip().toUpperCase(Locale.ROOT);
        List<String> names = Arrays.stream(Code.values()).map(Code::name).toList();
        if (!names.contains(asked)) {
            throw new ParameterException(spec.commandLine(), "There is no code `" + code + "`; `ad explain` lists all");
        }
        Code known = Code.valueOf(asked);
        console.out().println(known + ": " + known.title());
        console.out().println(known.explanation());
        return Exit.DONE;
    }
}
