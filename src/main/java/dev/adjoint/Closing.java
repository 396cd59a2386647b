package dev.adjoint;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives open dims the numbers that {@code --dim} says, as if the file did. */
final class Closing {

    private Closing() {}

    static Tree close(Tree tree, Options options, Diagnostics diagnostics) {
        if (options.sizes().isEmpty()) {
            return tree;
        }
        Set<String> closed = new LinkedHashSet<>();
        List<Statement> statements = new ArrayList<>();
        for (Statement statement : tree.statements()) {
            statements.add(statement instanceof Statement.Dims dims ? close(dims, options, closed) : statement);
        }
        for (String name : new TreeSet<>(options.sizes().keySet())) {
            if (!closed.contains(name)) {
                diagnostics.add(
                        Diagnostic.nowhere(Code.E0301, "there is no open dim `" + name + "` to give a size to"));
            }
        }
        return new Tree(tree.source(), statements, tree.uses());
    }

    private static Statement close(Statement.Dims dims, Options options, Set<String> closed) {
        List<Statement.Dims.Dim> result = new ArrayList<>();
        for (Statement.Dims.Dim dim : dims.dims()) {
            Name name = dim.name();
            Long size = options.sizes().get(name.text());
            if (size == null || dim.size().isPresent()) {
                result.add(dim);
            } else {
                closed.add(name.text());
                Expression number = new Expression.Literal(name.span(), size, Long.toString(size));
                result.add(new Statement.Dims.Dim(name, Optional.of(number), dim.doc()));
            }
        }
        return new Statement.Dims(dims.span(), result);
    }
}
