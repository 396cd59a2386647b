package dev.adjoint.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion for the fish shell, which picocli does not know: a line for each command, option and argument. */
final class FishCompletion {

    private final StringBuilder out = new StringBuilder();
    private final String name;

    private FishCompletion(String name) {
        this.name = name;
    }

    static String script(CommandLine root) {
        CommandSpec spec = root.getCommandSpec();
        FishCompletion fish = new FishCompletion(spec.name());
        spec.options().forEach(option -> fish.option("__fish_use_subcommand", option));
        root.getSubcommands().values().forEach(command -> fish.command(command.getCommandSpec()));
        return fish.out.toString();
    }

    private void command(CommandSpec command) {
        String header = String.join(" ", command.usageMessage().header());
        line("__fish_use_subcommand", "-f -a " + command.name() + " -d " + quoted(header));
        String inside = "__fish_seen_subcommand_from " + command.name();
        command.options().forEach(option -> option(inside, option));
        if (command.positionalParameters().stream().noneMatch(Candidates::paths)) {
            command.positionalParameters().forEach(parameter -> line(inside, "-f" + candidates(parameter)));
        }
    }

    private void option(String where, OptionSpec option) {
        List<String> words = new ArrayList<>();
        for (String each : option.names()) {
            words.add(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1));
        }
        if (option.arity().max() > 0) {
            words.add(Candidates.paths(option) ? "-r -F" : "-x" + candidates(option));
        }
        words.add("-d " + quoted(String.join(" ", option.description())));
        line(where, String.join(" ", words));
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? "" : " -a " + quoted(String.join(" ", candidates));
    }

    private void line(String where, String words) {
        out.append("complete -c ").append(name).append(" -n ").append(quoted(where));
        out.append(' ').append(words).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
