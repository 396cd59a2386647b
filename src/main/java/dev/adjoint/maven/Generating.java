package dev.adjoint.maven;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.files.ClassFiles;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.apache.maven.plugin.MojoFailureException;

/** Makes a class of each formula. */
final class Generating implements Work<ClassFiles.Made> {

    private static final List<String> LANGUAGES = List.of(".java", ".kt", ".scala", ".groovy");

    private final Path outputs;
    private final List<Path> roots;
    private final String prefix;
    private final Options options;
    private final Messages messages;

    /**
     * @param outputs where packages begin
     * @param roots the user's own folders of sources
     */
    Generating(Path outputs, List<Path> roots, String prefix, Options options, Messages messages) {
        this.outputs = outputs;
        this.roots = roots;
        this.prefix = prefix;
        this.options = options;
        this.messages = messages;
    }

    /** Whether something can be a part of the name of a package. */
    static boolean isJavaName(String word) {
        return SourceVersion.isName(word) && !word.contains(".") && word.chars().allMatch(c -> c < 128 && c != '$');
    }

    @Override
    public Optional<ClassFiles.Made> make(Formula formula, Diagnostics diagnostics) {
        Optional<String> bad =
                formula.folders().stream().filter(f -> !isJavaName(f)).findFirst();
        if (bad.isPresent()) {
            diagnostics.add(noPackage(bad.get()));
            return Optional.empty();
        }
        return Sources.read(formula.file(), diagnostics).flatMap(source -> {
            Compilation compilation = Compiler.compile(source, options.inPackage(packageOf(formula)));
            boolean library = Libraries.isLibrary(compilation);
            compilation.diagnostics().all().stream()
                    .filter(d -> !library || Libraries.concernsLibrary(d))
                    .map(this::inMavensWords)
                    .forEach(diagnostics::add);
            return compilation.java().map(java -> new ClassFiles.Made(source, java));
        });
    }

    private String packageOf(Formula formula) {
        List<String> parts = new ArrayList<>(formula.folders());
        if (!prefix.isEmpty()) {
            parts.add(0, prefix);
        }
        return String.join(".", parts);
    }

    private static Diagnostic noPackage(String folder) {
        String name = folder.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
        return Diagnostic.nowhere(
                        Code.E0902, "the folder `" + folder + "` becomes a part of the package, and is no Java name")
                .help("rename the folder, to `" + (isJavaName(name) ? name : name + "_") + "` say");
    }

    /** What the command says of its own options, for those who wrote a POM. */
    private Diagnostic inMavensWords(Diagnostic diagnostic) {
        boolean aboutName = diagnostic.help().filter(h -> h.contains("--class")).isPresent();
        if (aboutName) {
            return diagnostic.help("rename the file: letters, digits and `_`, with a letter first");
        }
        if (diagnostic.code() == Code.E0301 && diagnostic.place().isEmpty()) {
            String before = diagnostic.help().map(h -> h + "\n").orElse("");
            return diagnostic.help(
                    before + "`wrt`, `keep` and `dims` hold for every formula of an execution: give those"
                            + " with other needs an execution of their own, with `includes`");
        }
        return diagnostic;
    }

    @Override
    public void together(Map<Formula, Set<Path>> places) {
        Map<String, Formula> taken = new HashMap<>();
        places.forEach((formula, files) -> files.forEach(file -> {
            Formula other = taken.putIfAbsent(file.toString().toLowerCase(Locale.ROOT), formula);
            if (other != null) {
                messages.refuse(
                        formula.file(),
                        1,
                        1,
                        Code.E0901 + ": " + other.relative() + " and " + formula.relative() + " both become "
                                + outputs.relativize(file) + "; rename one of them");
            }
            own(file).ifPresent(own -> messages.refuse(formula.file(), 1, 1, Code.E0901 + ": " + collides(own, file)));
        }));
    }

    /** A class of the user's that has the name of a generated one. */
    private Optional<Path> own(Path file) {
        String java = outputs.relativize(file).toString();
        String name = java.substring(0, java.length() - ".java".length());
        return roots.stream()
                .flatMap(root -> LANGUAGES.stream().map(ending -> root.resolve(name + ending)))
                .filter(own -> Files.isRegularFile(own) && !own.equals(file))
                .findFirst();
    }

    private String collides(Path own, Path file) {
        try {
            if (ClassFiles.isOurs(own)) {
                return own + " is the same class, generated earlier; remove it, the build makes its own";
            }
        } catch (IOException unreadable) {
            // Then it is nobody's but the user's.
        }
        String name = outputs.relativize(file).toString();
        String type = name.substring(0, name.length() - ".java".length()).replaceAll("[/\\\\]", ".");
        return own + " has the name of the class that is generated, " + type + "; rename one of the two";
    }

    @Override
    public Set<Path> places(ClassFiles.Made made) {
        return Set.of(ClassFiles.place(outputs, made.written()));
    }

    @Override
    public Set<Path> write(List<ClassFiles.Made> made) throws MojoFailureException {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<ClassFiles.Placed>> placed = new ClassFiles(outputs, diagnostics).write(made);
        if (placed.isEmpty()) {
            throw new MojoFailureException(
                    diagnostics.all().stream().map(Diagnostic::message).collect(Collectors.joining("; ")));
        }
        return placed.get().stream()
                .filter(ClassFiles.Placed::changed)
                .map(ClassFiles.Placed::place)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public boolean isOurs(Path file) throws IOException {
        return file.toString().endsWith(".java") && ClassFiles.isOurs(file);
    }
}
