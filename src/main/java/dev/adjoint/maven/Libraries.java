package dev.adjoint.maven;

import dev.adjoint.Compilation;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.util.List;

/** Files among the formulas that have functions for others to use and compute nothing themselves: no class is made of them. */
final class Libraries {

    private Libraries() {}

    /** Whether a file has functions or consts, and nothing else. */
    static boolean isLibrary(Compilation compilation) {
        List<Statement> statements = compilation.tree().map(Tree::statements).orElse(List.of());
        return statements.stream().anyMatch(s -> !(s instanceof Statement.Use))
                && statements.stream()
                        .allMatch(s -> s instanceof Statement.Use
                                || s instanceof Statement.Function
                                || s instanceof Statement.Consts);
    }

    /** Whether something is wrong with a file that need not compute anything, and that options are not about. */
    static boolean concernsLibrary(Diagnostic diagnostic) {
        return diagnostic.code() != Code.E0003 && diagnostic.place().isPresent();
    }
}
