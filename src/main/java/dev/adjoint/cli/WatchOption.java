package dev.adjoint.cli;

import dev.adjoint.files.FilesRead;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --watch}, for commands that read files: they run again whenever one of these changes. */
final class WatchOption {

    @Option(names = "--watch", description = "Run again whenever a file changes, or one that it uses. Ctrl-C ends it.")
    private boolean watch;

    /**
     * Runs a command once, or again and again until the thread is interrupted.
     *
     * @param files what the command reads, by its arguments: programs and values
     * @param work returns the exit code of one run; what is wrong with the command line is found before
     */
    int run(CommandSpec command, Console console, List<String> files, IntSupplier work) {
        if (!watch) {
            return work.getAsInt();
        }
        if (files.contains(Texts.STDIN)) {
            throw new ParameterException(command.commandLine(), "--watch is for files, and `-` is stdin");
        }
        return new Watch(new FilesRead(files), console).run(work);
    }
}
