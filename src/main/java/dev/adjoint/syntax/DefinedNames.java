package dev.adjoint.syntax;

import java.util.ArrayList;
import java.util.List;

/** The names that a statement adds to those of its file. */
public final class DefinedNames {

    private DefinedNames() {}

    /** What the statement declares or defines, in the order of the text; what a loop leaves behind. */
    public static List<Name> of(Statement statement) {
        if (statement instanceof Statement.Dims d) {
            return d.dims().stream().map(Statement.Dims.Dim::name).toList();
        }
        if (statement instanceof Statement.Variables v) {
            return v.variables().stream()
                    .map(Statement.Variables.Variable::name)
                    .toList();
        }
        if (statement instanceof Statement.Consts c) {
            return c.consts().stream().flatMap(d -> of(d).stream()).toList();
        }
        if (statement instanceof Statement.Definition d) {
            return d.targets().stream().map(Statement.Definition.Target::name).toList();
        }
        if (statement instanceof Statement.Function f) {
            return List.of(f.name());
        }
        if (statement instanceof Statement.Scan scan) {
            List<Name> names = new ArrayList<>();
            scan.carries().forEach(c -> names.add(c.name()));
            names.addAll(collected(scan));
            return names;
        }
        return List.of();
    }

    /** The names that are collected: those on left sides that begin with the step's index. */
    public static List<Name> collected(Statement.Scan scan) {
        return scan.body().stream()
                .filter(s -> s instanceof Statement.Definition d && collects(d, scan))
                .map(s -> ((Statement.Definition) s).targets().get(0).name())
                .toList();
    }

    /** Whether a definition of the body collects a row in each step. */
    public static boolean collects(Statement.Definition definition, Statement.Scan scan) {
        List<Name> indices = definition.targets().get(0).indices();
        return definition.targets().size() == 1
                && !indices.isEmpty()
                && indices.get(0).text().equals(scan.step().name().text());
    }
}
