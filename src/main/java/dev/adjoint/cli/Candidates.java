package dev.adjoint.cli;

import dev.adjoint.diagnostic.Code;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ITypeInfo;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** What may stand for each argument of each command, by the label that its help shows, for scripts that complete it. */
final class Candidates {

    private static final Set<String> PATHS = Set.of("FILE", "DIR", "JSON");

    /** The type by which picocli completes the names of files. */
    private static final ITypeInfo PATH =
            OptionSpec.builder("--path").type(Path.class).build().typeInfo();

    private Candidates() {}

    /** Enters them into the model of the command, which is not run any more. */
    static void enter(CommandLine root) {
        List<String> commands = List.copyOf(root.getSubcommands().keySet());
        enter(root.getCommandSpec(), commands);
        root.getSubcommands().values().forEach(command -> enter(command.getCommandSpec(), commands));
    }

    /** Whether files may stand for the argument. */
    static boolean paths(ArgSpec argument) {
        return PATHS.contains(argument.paramLabel());
    }

    private static void enter(CommandSpec command, List<String> commands) {
        for (OptionSpec option : List.copyOf(command.options())) {
            OptionSpec.Builder known = OptionSpec.builder(option).scopeType(ScopeType.LOCAL);
            if (paths(option)) {
                known.typeInfo(PATH);
            }
            words(option, commands).ifPresent(known::completionCandidates);
            if (option.arity().max() > 0) {
                command.remove(option);
                command.addOption(known.build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            PositionalParamSpec.Builder known = PositionalParamSpec.builder(parameter);
            if (paths(parameter)) {
                known.typeInfo(PATH);
            }
            words(parameter, commands).ifPresent(known::completionCandidates);
            command.remove(parameter);
            command.addPositional(known.build());
        }
    }

    private static Optional<List<String>> words(ArgSpec argument, List<String> commands) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return Optional.of(Arrays.stream(type.getEnumConstants())
                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                    .toList());
        }
        return switch (argument.paramLabel()) {
            case "COMMAND" -> Optional.of(commands);
            case "CODE" ->
                Optional.of(Arrays.stream(Code.values()).map(Code::name).toList());
            default -> Optional.empty();
        };
    }
}
