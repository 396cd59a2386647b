package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Program;

/** What runs a program for the commands. */
final class Running {

    private Running() {}

    /** The generated class; the interpreter where there is no Java compiler, which is then said. */
    static Runner of(Compilation compilation, Console console) {
        Program program = compilation.program().orElseThrow();
        return Runners.of(
                        program,
                        compilation.java().orElseThrow(),
                        compilation.loops().orElseThrow())
                .orElseGet(() -> {
                    interpreted(console);
                    return Runner.interpreted(program);
                });
    }

    /** Says that it is the interpreter. */
    static void interpreted(Console console) {
        console.note("ad: this Java has no compiler, so the interpreter computes the answer");
    }
}
