package dev.adjoint.repl;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.DefinedNames;
import dev.adjoint.syntax.FreeNames;
import dev.adjoint.syntax.LineWords;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import dev.adjoint.syntax.UsedFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement adds to a session, one entry for each thing that can be said again on its own. */
final class Entries {

    private Entries() {}

    static List<Entry> of(Statement statement) {
        if (statement instanceof Statement.Dims dims) {
            List<Entry> entries = new ArrayList<>();
            List<Span> items = items(dims.span());
            for (int k = 0; k < items.size(); k++) {
                entries.add(dim(dims.dims().get(k), items.get(k)));
            }
            return entries;
        }
        if (statement instanceof Statement.Variables variables) {
            return variables(variables);
        }
        if (statement instanceof Statement.Consts consts) {
            List<Entry> entries = new ArrayList<>();
            List<Span> items = items(consts.span());
            for (int k = 0; k < items.size(); k++) {
                Statement.Definition written = consts.consts().get(k);
                Statement one = new Statement.Consts(items.get(k), List.of(written));
                entries.add(written(one, Piece.verbatim("const ", items.get(k)), names(written)));
            }
            return entries;
        }
        if (statement instanceof Statement.Use use) {
            return List.of(written(use, Piece.verbatim("", use.span()), brought(use)));
        }
        return List.of(written(statement, Piece.verbatim("", statement.span()), names(statement)));
    }

    /** A dim that is given its size as a definition is written, {@code N = 3}. */
    static Entry dim(Statement.Definition definition) {
        Name name = definition.targets().get(0).name();
        return dim(new Statement.Dims.Dim(name, Optional.of(definition.value()), ""), definition.span());
    }

    private static Entry dim(Statement.Dims.Dim dim, Span item) {
        Statement one = new Statement.Dims(item, List.of(dim));
        return written(one, Piece.verbatim("dim ", item), List.of(dim.name().text()));
    }

    private static List<Entry> variables(Statement.Variables variables) {
        List<Entry> entries = new ArrayList<>();
        List<Span> items = items(variables.span());
        for (int k = 0; k < items.size(); k++) {
            Statement.Variables.Variable variable = variables.variables().get(k);
            Statement.Variables one = new Statement.Variables(items.get(k), variables.role(), List.of(variable));
            entries.add(
                    new Entry.Declared(variable.name().text(), one, items.get(k), FreeNames.of(one), Optional.empty()));
        }
        return entries;
    }

    private static Entry written(Statement statement, Piece piece, List<String> names) {
        Set<String> needs = new LinkedHashSet<>(FreeNames.of(statement));
        if (statement instanceof Statement.Function) {
            needs.removeAll(names);
        }
        return new Entry.Written(names, statement, piece, needs);
    }

    private static List<String> names(Statement statement) {
        return DefinedNames.of(statement).stream().map(Name::text).toList();
    }

    /** The functions and consts of the file that is used. */
    private static List<String> brought(Statement.Use use) {
        Diagnostics mistakes = new Diagnostics();
        Tree tree = new Tree(use.span().source(), List.of(use));
        Tree file = UsedFiles.read(tree, Sources::beside, mistakes).uses().get(use.path());
        if (mistakes.hasErrors() || file == null) {
            throw new Refused(mistakes);
        }
        return file.statements().stream()
                .filter(s -> s instanceof Statement.Function || s instanceof Statement.Consts)
                .flatMap(s -> names(s).stream())
                .toList();
    }

    /** What stands between the commas behind the first word of a declaration. */
    private static List<Span> items(Span declaration) {
        String text = declaration.text();
        int behind = LineWords.of(text).get(0).end();
        return LineWords.items(text.substring(behind)).stream()
                .map(item -> new Span(
                        declaration.source(),
                        declaration.start() + behind + item[0],
                        declaration.start() + behind + item[1]))
                .toList();
    }
}
