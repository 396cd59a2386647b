package dev.adjoint.cli;

import dev.adjoint.Compiler;
import dev.adjoint.java.ClassNames;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * The names in a new project, all made from one, and its files.
 *
 * @param name of its folder
 * @param stem the name of the formula's file without its ending: {@code my_model}
 * @param className {@code MyModel}
 * @param packageName of the class
 */
record NewProject(String name, String stem, String className, String packageName) {

    /** Other classes that the files of the project name. */
    private static final Set<String> TAKEN = Set.of("Main", "Random", "Locale", "Test");

    /** The project for the name of a folder; without a package that is said, the package is that name. */
    static NewProject named(String folder, Optional<String> packageName) {
        String humps = ClassNames.of(new Source(folder + ".ad", ""));
        String stem = humps.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        String className = ClassNames.of(new Source(stem + ".ad", ""));
        return new NewProject(folder, stem, className, packageName.orElse(stem.replace("_", "")));
    }

    /** Why the project cannot be, in words that go on after its name. */
    Optional<String> refusal() {
        if (!name.matches("[A-Za-z][-A-Za-z0-9_. ]*")) {
            return Optional.of(
                    "does not become the name of a Java class: a name begins with a letter from A to Z, and goes"
                            + " on with such letters, digits, `-` and `_`");
        }
        if (TAKEN.contains(className) || isJavas(className)) {
            return Optional.of("becomes the class " + className + ", which there is already: take a longer name");
        }
        boolean good = SourceVersion.isName(packageName, SourceVersion.RELEASE_17)
                && packageName.chars().allMatch(c -> c < 128)
                && !(packageName + ".").startsWith("java.");
        return good
                ? Optional.empty()
                : Optional.of("would be in the package " + packageName + ", which is no package for your classes: say"
                        + " another one with `--package com.example." + className.toLowerCase(Locale.ROOT) + "`");
    }

    private static boolean isJavas(String className) {
        try {
            Class.forName("java.lang." + className);
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    /** The texts of all files by their places in the folder. */
    Map<Path, String> files() {
        String folders = packageName.replace('.', '/');
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of("pom.xml"), filled("pom.xml"));
        files.put(formula(), filled("formula.ad"));
        files.put(Path.of("src/main/java", folders, "Main.java"), filled("Main.java"));
        files.put(Path.of("src/test/java", folders, className + "Test.java"), filled("FormulaTest.java"));
        files.put(Path.of(".gitignore"), filled("gitignore"));
        return files;
    }

    Path formula() {
        return Path.of("src/main/ad", packageName.replace('.', '/'), stem + ".ad");
    }

    private String filled(String template) {
        String text = text(template);
        for (Map.Entry<String, String> name : Map.of(
                        "@stem@", stem,
                        "@class@", className,
                        "@package@", packageName,
                        "@artifact@", stem.replace('_', '-'),
                        "@version@", Compiler.VERSION)
                .entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    private static String text(String template) {
        try (InputStream in = NewProject.class.getResourceAsStream("project/" + template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
