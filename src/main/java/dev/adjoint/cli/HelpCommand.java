package dev.adjoint.cli;

import dev.adjoint.diagnostic.Spelling;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad help COMMAND}. */
@Command(
        name = "help",
        customSynopsis = "ad help [COMMAND]",
        header = "Say how a command is used.",
        footer = {"", "Example:", "  ad help eval"})
final class HelpCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Without one, all commands are listed.")
    private String asked;

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine command = asked == null ? root : root.getSubcommands().get(asked);
        if (command == null) {
            Optional<String> close =
                    Spelling.closest(asked, root.getSubcommands().keySet());
            throw new ParameterException(
                    root,
                    "there is no command `" + asked + "`"
                            + close.map(c -> ", did you mean `" + c + "`?").orElse(""));
        }
        command.usage(console.out());
        return Exit.DONE;
    }
}
