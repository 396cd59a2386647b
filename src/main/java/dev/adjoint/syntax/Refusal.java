package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Diagnostic;

/** Ends the building of one statement: the only way out of a deep formula. Never leaves this package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    Refusal(Diagnostic diagnostic) {
        super(diagnostic == null ? "" : diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    /** What is wrong, or null if that is reported already. */
    Diagnostic diagnostic() {
        return diagnostic;
    }
}
