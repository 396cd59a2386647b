package dev.adjoint;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a program, its names resolved.
 *
 * @param outputs the program's own outputs, the real ones first, then the definitions to keep and to derive
 * @param seeded how many of the outputs are the program's own and real: those have an upstream gradient
 * @param objective the first scalar output
 * @param params whose gradient is the gradient
 * @param wrt inputs whose gradients are wanted besides
 */
record Request(
        List<Definition> outputs,
        int seeded,
        Optional<Definition> objective,
        List<Variable> params,
        List<Variable> wrt) {

    static Request of(Program program, Options options, Diagnostics diagnostics) {
        List<Definition> outputs = new ArrayList<>();
        program.outputs().stream().filter(Request::isReal).forEach(outputs::add);
        int seeded = outputs.size();
        program.outputs().stream().filter(d -> !isReal(d)).forEach(outputs::add);
        for (String name : options.keep()) {
            kept(program, name, diagnostics).filter(d -> !outputs.contains(d)).ifPresent(outputs::add);
        }
        program.derivations().stream()
                .flatMap(d -> d.of().stream())
                .filter(d -> !outputs.contains(d))
                .distinct()
                .forEach(outputs::add);
        List<Variable> wrt = new ArrayList<>();
        for (String name : options.wrt()) {
            input(program, name, diagnostics).filter(v -> !wrt.contains(v)).ifPresent(wrt::add);
        }
        return new Request(outputs, seeded, program.objective(), program.params(), wrt);
    }

    private static boolean isReal(Definition definition) {
        return definition.type().kind() == Kind.REAL;
    }

    private static Optional<Definition> kept(Program program, String name, Diagnostics diagnostics) {
        List<Definition> numbers = program.definitions().stream()
                .filter(d -> !d.hidden() && d.type().kind() != Kind.TRUTH)
                .toList();
        Optional<Definition> found =
                numbers.stream().filter(d -> d.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            diagnostics.add(Diagnostic.nowhere(Code.E0301, "there is no definition `" + name + "` to keep")
                    .help("the definitions are "
                            + names(numbers.stream().map(Definition::name).toList())));
        }
        return found;
    }

    private static Optional<Variable> input(Program program, String name, Diagnostics diagnostics) {
        List<Variable> real = program.inputs().stream()
                .filter(v -> v.type().kind() == Kind.REAL)
                .toList();
        Optional<Variable> found =
                real.stream().filter(v -> v.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            boolean param = program.params().stream().anyMatch(v -> v.name().equals(name));
            String help = param
                    ? "the gradient for a param is there without being asked for"
                    : "the real inputs are "
                            + names(real.stream().map(Variable::name).toList());
            diagnostics.add(
                    Diagnostic.nowhere(Code.E0301, "`" + name + "` is no real input, so there is no gradient for it")
                            .help(help));
        }
        return found;
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : "`" + String.join("`, `", names) + "`";
    }
}
