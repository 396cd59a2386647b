package dev.adjoint.cli;

import dev.adjoint.repl.Repl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ad repl}: formulas typed one by one. */
@Command(
        name = "repl",
        sortOptions = false,
        customSynopsis = "ad repl",
        header = "Type formulas, and see their values, gradients and plots at once.",
        description = {
            "",
            "Numbers under a name are values, formulas under a name are definitions; what depends on a name follows when it"
                    + " is given again. `:help` lists the commands. Without a terminal, lines are read from stdin, and exit"
                    + " 1 says that some were refused."
        },
        footer = {
            "",
            "Example:",
            "  ad repl",
            "  > w = 2",
            "  > f = 1/(1 + exp(-w))",
            "  > :grad f",
        })
final class ReplCommand implements Callable<Integer> {

    private final Console console;

    ReplCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (console.isTerminal() && Repl.inTerminal(console.coloured(1), this::words)) {
            return Exit.DONE;
        }
        boolean good = Repl.plain(console.in(), console.out(), console.err(), console.coloured(2), this::words);
        return good ? Exit.DONE : Exit.REFUSED;
    }

    private String words(Throwable fault) {
        Faults.trace(fault, console);
        return Faults.words(fault);
    }
}
