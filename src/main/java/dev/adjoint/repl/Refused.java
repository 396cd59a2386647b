package dev.adjoint.repl;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;

/** A line is refused; the diagnostics say why, and the session is as it was. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Diagnostics diagnostics;

    Refused(Diagnostics diagnostics) {
        super("", null, false, false);
        this.diagnostics = diagnostics;
    }

    static Refused of(Diagnostic diagnostic) {
        Diagnostics one = new Diagnostics();
        one.add(diagnostic);
        return new Refused(one);
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }
}
