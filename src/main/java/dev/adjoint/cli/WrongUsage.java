package dev.adjoint.cli;

import dev.adjoint.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said when a command line cannot be understood: what is wrong, what was probably meant, where to read on. */
final class WrongUsage {

    private WrongUsage() {}

    static int report(ParameterException wrong, Console console) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        console.failure("ad: " + message(wrong, command));
        if (!console.isJson()) {
            boolean root = command.getParent() == null;
            console.note("Try `ad help" + (root ? "" : name.substring("ad".length())) + "`.");
        }
        return Exit.USAGE;
    }

    private static String message(ParameterException wrong, CommandLine command) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return lowerCase(wrong.getMessage());
        }
        String argument = unmatched.getUnmatched().get(0);
        boolean option = unmatched.isUnknownOption();
        String word = option && argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        Optional<String> close = Spelling.closest(word, option ? options(command) : commands(command));
        String what = option
                ? "there is no option `"
                : commands(command).isEmpty() ? "one too many: `" : "there is no command `";
        return what + word + "`" + close.map(c -> ", did you mean `" + c + "`?").orElse("");
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }

    private static List<String> commands(CommandLine command) {
        return List.copyOf(command.getSubcommands().keySet());
    }

    private static String lowerCase(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
