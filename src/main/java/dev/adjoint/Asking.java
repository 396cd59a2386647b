package dev.adjoint;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.util.ArrayList;
import java.util.List;

/** Asks for the products that {@code --derive} says, as if the file did. */
final class Asking {

    private Asking() {}

    static Tree ask(Tree tree, Options options, Diagnostics diagnostics) {
        if (options.derive().isEmpty()) {
            return tree;
        }
        List<Statement> statements = new ArrayList<>(tree.statements());
        for (String product : options.derive()) {
            Source said = new Source("--derive", "derive " + product.strip() + "\n");
            int before = diagnostics.all().size();
            List<Statement> read = Parser.parse(said, diagnostics).statements();
            if (read.size() == 1 && read.get(0) instanceof Statement.Derive derive) {
                statements.add(derive);
            } else if (diagnostics.all().size() == before) {
                diagnostics.add(
                        Diagnostic.nowhere(Code.E0607, "`--derive` takes one product, and `" + product + "` is none")
                                .help("write `--derive \"jacobian e wrt x\"`"));
            }
        }
        return new Tree(tree.source(), statements, tree.uses());
    }
}
