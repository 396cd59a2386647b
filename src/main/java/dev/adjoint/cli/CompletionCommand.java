package dev.adjoint.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad completion SHELL}. */
@Command(
        name = "completion",
        customSynopsis = "ad completion bash|zsh|fish",
        header = "Write a script that completes commands and options by TAB.",
        description = {"", "It goes to stdout, for the file in which the shell keeps what it does when it starts."},
        footer = {
            "",
            "Examples:",
            "  eval \"$(ad completion bash)\"       # in ~/.bashrc",
            "  eval \"$(ad completion zsh)\"        # in ~/.zshrc",
            "  ad completion fish | source        # in ~/.config/fish/config.fish",
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        Candidates.enter(root);
        // The script of picocli looks itself which of the two it runs in.
        console.out()
                .print(
                        shell == Shell.FISH
                                ? FishCompletion.script(root)
                                : AutoComplete.bash(spec.root().name(), root));
        return Exit.DONE;
    }
}
