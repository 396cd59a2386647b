package dev.adjoint;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.diagnostic.Diagnostics;
import java.util.List;

/** A program, or the values beside it, have mistakes: the message is all of them as the command draws them. */
public final class RefusedProgramException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    RefusedProgramException(Diagnostics diagnostics) {
        super("\n" + new DiagnosticPrinter(false).print(diagnostics.all()));
        this.diagnostics = diagnostics.all();
    }

    /** Errors and warnings in the order in which they were found; empty after the exception was serialised. */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }
}
