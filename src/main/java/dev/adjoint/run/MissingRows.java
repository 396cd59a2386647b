package dev.adjoint.run;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;

/** A row of a loop that the given values read before it is there, as the interpreter and the generated class throw it. */
public final class MissingRows {

    private MissingRows() {}

    /** What is said to the user; an array that was left by mistake of ours is thrown again. */
    public static Diagnostic told(IndexOutOfBoundsException thrown) {
        if (thrown instanceof ArrayIndexOutOfBoundsException) {
            throw thrown;
        }
        return Diagnostic.nowhere(Code.E0810, thrown.getMessage())
                .help("give values for which each row is read after its step");
    }
}
