package dev.adjoint.cli;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.files.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad new}: a project to begin with. */
@Command(
        name = "new",
        sortOptions = false,
        customSynopsis = "ad new NAME [--package P]",
        header = "Write a project with a formula that builds: to begin with.",
        description = {
            "",
            "The folder NAME gets a pom.xml, a formula of ten lines in src/main/ad, a Main.java that fits it, and a test"
                    + " of its gradient. `mvn -q compile exec:java` in it compiles and runs all. A folder that has"
                    + " anything in it already is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  ad new churn",
            "  ad new churn-model --package com.example.churn",
            "  ad new work/churn",
        })
final class NewCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The folder; the formula and its class are named after it: churn-model gets ChurnModel.")
    private String name;

    @Option(
            names = "--package",
            paramLabel = "P",
            description = "The package of the classes; without it the name in small letters.")
    private String packageName;

    NewCommand(Console console) {
        this.console = console;
    }

    @Option(names = "--json", description = "Messages as JSON on stderr, one object a line.")
    void json(boolean on) {
        console.json(on);
    }

    @Override
    public Integer call() {
        Path folder = folder();
        String last = name(folder);
        if (last.endsWith(".ad")) {
            throw wrong("the name is that of a folder, not of a file: ad new " + last.replaceAll("(\\.ad)+$", ""));
        }
        NewProject project = NewProject.named(last, Optional.ofNullable(packageName));
        project.refusal().ifPresent(why -> {
            throw wrong("`" + last + "` " + why);
        });
        try {
            if (isInTheWay(folder)) {
                return refuse("`" + folder + "` is there already, and is not empty");
            }
            write(folder, project.files());
        } catch (IOException e) {
            return refuse("`" + folder + "` cannot be written: " + Replacing.reason(e));
        }
        if (!console.isJson()) {
            console.note("wrote " + folder + ": begin with " + folder.resolve(project.formula()));
            console.note("then, in " + folder + ": mvn -q compile exec:java");
        }
        return Exit.DONE;
    }

    private Path folder() {
        try {
            return Path.of(name);
        } catch (InvalidPathException wrong) {
            throw wrong("`" + name + "` cannot be the name of a folder");
        }
    }

    /** Also of `.`; the root has none. */
    private static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "" : last.toString();
    }

    private static boolean isInTheWay(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isPresent();
        }
    }

    private static void write(Path folder, Map<Path, String> files) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path place = folder.resolve(file.getKey());
            Files.createDirectories(place.toAbsolutePath().getParent());
            Files.writeString(place, file.getValue());
        }
    }

    private int refuse(String message) {
        console.report(Diagnostic.nowhere(Code.E0004, message));
        return Exit.REFUSED;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
