package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.files.ClassFiles;
import dev.adjoint.files.Replacing;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the classes of compilations below a directory, and says so on stderr. */
final class ClassWriting {

    private static final int LONGEST = 40;

    private final String directory;
    private final Console console;

    ClassWriting(String directory, Console console) {
        this.directory = directory;
        this.console = console;
    }

    /** Writes all or none, and returns the exit code. */
    int write(List<Compilation> compilations) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<ClassFiles.Placed>> placed = placed(compilations, diagnostics);
        console.report(diagnostics);
        if (placed.isEmpty()) {
            return Exit.REFUSED;
        }
        for (int k = 0; k < compilations.size(); k++) {
            say(compilations.get(k), placed.get().get(k));
        }
        return Exit.DONE;
    }

    private Optional<List<ClassFiles.Placed>> placed(List<Compilation> compilations, Diagnostics diagnostics) {
        List<ClassFiles.Made> classes = compilations.stream()
                .map(c -> new ClassFiles.Made(c.source(), c.java().orElseThrow()))
                .toList();
        try {
            return new ClassFiles(Path.of(directory), diagnostics).write(classes);
        } catch (InvalidPathException e) {
            diagnostics.add(
                    Diagnostic.nowhere(Code.E0004, "`" + directory + "` cannot be written to: " + Replacing.reason(e)));
            return Optional.empty();
        }
    }

    /** {@code two_layer.ad → net/TwoLayer.java (H*D + H parameters)}. */
    private void say(Compilation compilation, ClassFiles.Placed placed) {
        if (!console.isJson()) {
            Program program = compilation.program().orElseThrow();
            console.note(compilation.source() + " → " + placed.place() + " (" + parameters(program)
                    + (placed.changed() ? ")" : "), unchanged"));
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
}
