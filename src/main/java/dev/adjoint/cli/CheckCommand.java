package dev.adjoint.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ad check}. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.note("not yet");
        return Exit.FAULT;
    }
}
