package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file as it is written: its statements in order.
 *
 * @param uses the files that it uses, by their paths as written
 */
public record Tree(Source source, List<Statement> statements, Map<String, Tree> uses) {

    public Tree {
        statements = List.copyOf(statements);
        uses = Map.copyOf(uses);
    }

    /** A file that uses no others, or whose others are not read yet. */
    public Tree(Source source, List<Statement> statements) {
        this(source, statements, Map.of());
    }

    /** This file, then those that it uses and those that they use, each once, in the order of the text. */
    public List<Tree> files() {
        List<Tree> files = new ArrayList<>();
        collect(files, Collections.newSetFromMap(new IdentityHashMap<>()));
        return files;
    }

    private void collect(List<Tree> files, Set<Tree> known) {
        if (known.add(this)) {
            files.add(this);
            for (Statement statement : statements) {
                if (statement instanceof Statement.Use use && uses.containsKey(use.path())) {
                    uses.get(use.path()).collect(files, known);
                }
            }
        }
    }
}
