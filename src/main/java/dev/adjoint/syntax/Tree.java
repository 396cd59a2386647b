package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import java.util.List;

/** A file as it is written: its statements in order. */
public record Tree(Source source, List<Statement> statements) {

    public Tree {
        statements = List.copyOf(statements);
    }
}
