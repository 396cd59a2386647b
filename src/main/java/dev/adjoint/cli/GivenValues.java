package dev.adjoint.cli;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.run.Given;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.source.Source;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The values of one run: those of a file, and before them those on the command line. */
final class GivenValues {

    private final Console console;
    private final Diagnostics diagnostics;

    GivenValues(Console console, Diagnostics diagnostics) {
        this.console = console;
        this.diagnostics = diagnostics;
    }

    /** Refuses arguments that are no values, and a program and values that would both come from stdin. */
    static void usage(CommandSpec spec, String program, String valuesFile, List<String> arguments) {
        for (String argument : arguments) {
            if (argument.indexOf('=') < 1) {
                throw new ParameterException(
                        spec.commandLine(), "values are given as NAME=VALUE, and `" + argument + "` is not");
            }
        }
        if (Texts.STDIN.equals(program) && Texts.STDIN.equals(valuesFile)) {
            throw new ParameterException(spec.commandLine(), "the program and the values cannot both come from stdin");
        }
    }

    /** The file of values beside a program, if there is one. */
    static Optional<String> beside(String program) {
        return mayBeBeside(program).filter(file -> Files.isRegularFile(Path.of(file)));
    }

    /** The same, whether it is there or not; standard input and what is no name of a file have none. */
    static Optional<String> mayBeBeside(String program) {
        try {
            return program.equals(Texts.STDIN)
                    ? Optional.empty()
                    : Optional.of(ValuesReader.namedAfter(Path.of(program)).toString());
        } catch (InvalidPathException noName) {
            return Optional.empty();
        }
    }

    /** All values by name; empty if some cannot be read, which is then among the diagnostics. */
    Optional<Map<String, Given>> read(Optional<String> file, List<String> arguments) {
        Map<String, Given> values = new LinkedHashMap<>();
        Map<String, Given> own = new LinkedHashMap<>();
        ValuesReader reader = new ValuesReader(diagnostics);
        Optional<Source> text = file.flatMap(name -> Texts.read(name, console.in(), diagnostics));
        text.ifPresent(source -> reader.object(source, values));
        arguments.forEach(argument -> reader.argument(argument, own));
        values.putAll(own);
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(values);
    }
}
