package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.java.JavaClass;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes generated classes below a directory, all or none: each goes to a file beside its place first, and the files are
 * moved when all are there. What would not change is left alone, and what Adjoint did not write is not replaced.
 */
final class ClassFiles {

    /** A class, its place, and what its file holds now, a char for each byte. */
    private record Target(Compilation compilation, JavaClass written, Path place, Optional<String> before) {

        boolean changes() {
            return !before.equals(Optional.of(written.text()));
        }

        Path aside() {
            return Replacing.aside(place);
        }
    }

    private static final int LONGEST = 40;

    private final String directory;
    private final Console console;

    ClassFiles(String directory, Console console) {
        this.directory = directory;
        this.console = console;
    }

    /** Writes the class of each compilation, says so on stderr, and returns the exit code. */
    int write(List<Compilation> compilations) {
        List<Target> targets = new ArrayList<>();
        try {
            for (Compilation compilation : compilations) {
                targets.add(target(compilation));
            }
        } catch (IOException | InvalidPathException e) {
            return refuse(Code.E0004, "`" + directory + "` cannot be written to: " + Replacing.reason(e));
        }
        if (clash(targets) || foreign(targets)) {
            return Exit.REFUSED;
        }
        return stage(targets) ? Exit.DONE : Exit.REFUSED;
    }

    private Target target(Compilation compilation) throws IOException {
        JavaClass written = compilation.java().orElseThrow();
        Path folder = Path.of(directory).normalize();
        Path place = folder.resolve(written.packageName().replace('.', '/')).resolve(written.className() + ".java");
        if (Files.isSymbolicLink(place) && Files.exists(place)) {
            place = place.toRealPath();
        }
        Optional<String> before = Files.isRegularFile(place)
                ? Optional.of(Files.readString(place, StandardCharsets.ISO_8859_1))
                : Optional.empty();
        return new Target(compilation, written, place, before);
    }

    /** Whether two files become one class; file systems that do not tell letters apart by case count too. */
    private boolean clash(List<Target> targets) {
        Map<String, Target> places = new HashMap<>();
        for (Target target : targets) {
            String key = target.place().toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT);
            Target other = places.putIfAbsent(key, target);
            if (other != null) {
                refuse(
                        Code.E0901,
                        "`" + other.compilation().source() + "` and `"
                                + target.compilation().source() + "` both become "
                                + target.place().getFileName());
                return true;
            }
        }
        return false;
    }

    /** Whether a file in the way was not written by Adjoint, by its first line. */
    private boolean foreign(List<Target> targets) {
        for (Target target : targets) {
            if (Files.isDirectory(target.place())) {
                refuse(Code.E0004, "`" + target.place() + "` is a directory");
                return true;
            }
            if (target.before().filter(text -> !ours(text, target)).isPresent()) {
                refuse(Code.E0004, "`" + target.place() + "` was not written by Adjoint, and is not replaced");
                return true;
            }
        }
        return false;
    }

    private static boolean ours(String before, Target target) {
        return before.isEmpty() || before.startsWith(firstWords(target.written().text()));
    }

    /** The first line of every generated file begins alike, up to the version. */
    private static String firstWords(String text) {
        String line = text.lines().findFirst().orElse("");
        int version = line.indexOf("Adjoint");
        return version < 0 ? line : line.substring(0, version + "Adjoint".length());
    }

    private boolean stage(List<Target> targets) {
        List<Target> changed = targets.stream().filter(Target::changes).toList();
        Path at = Path.of(directory);
        try {
            for (Target target : changed) {
                at = target.place();
                Files.createDirectories(at.toAbsolutePath().getParent());
                Files.writeString(
                        target.aside(),
                        target.written().text(),
                        StandardCharsets.US_ASCII,
                        StandardOpenOption.CREATE_NEW);
            }
            for (Target target : changed) {
                at = target.place();
                Files.move(target.aside(), at, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            changed.forEach(ClassFiles::forget);
            refuse(Code.E0004, "`" + at + "` cannot be written: " + Replacing.reason(e));
            return false;
        }
        targets.forEach(this::say);
        return true;
    }

    private static void forget(Target target) {
        try {
            Files.deleteIfExists(target.aside());
        } catch (IOException e) {
            // What cannot be removed is a hidden file, and the failure that led here is reported.
        }
    }

    /** {@code two_layer.ad → net/TwoLayer.java (H*D + H parameters)}. */
    private void say(Target target) {
        if (!console.isJson()) {
            Program program = target.compilation().program().orElseThrow();
            console.note(target.compilation().source() + " → " + target.place() + " (" + parameters(program)
                    + (target.changes() ? ")" : "), unchanged"));
        }
    }

    /** How many numbers theta has, as long as that is short. */
    private static String parameters(Program program) {
        Whole count = Whole.ZERO;
        for (Variable param : program.params()) {
            count = count.plus(param.type().shape().stream().reduce(Whole.ONE, Whole::times));
        }
        String formula = count.toString();
        if (formula.length() > LONGEST) {
            return "params " + program.params().stream().map(Variable::name).collect(Collectors.joining(", "));
        }
        return formula + (count.equals(Whole.ONE) ? " parameter" : " parameters");
    }

    private int refuse(Code code, String message) {
        console.report(Diagnostic.nowhere(code, message));
        return Exit.REFUSED;
    }
}
