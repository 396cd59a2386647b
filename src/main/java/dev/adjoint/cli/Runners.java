package dev.adjoint.cli;

import dev.adjoint.Compilation;

/** Chooses what runs a program. */
final class Runners {

    private Runners() {}

    /** The generated class; the interpreter where there is no Java compiler, which is then said. */
    static Runner of(Compilation compilation, Console console) {
        console.note("ad: this Java has no compiler, so the interpreter computes the answer");
        return Runner.interpreted(compilation.program().orElseThrow());
    }
}
