package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.DefinedNames;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The body of a loop: what is carried goes on, rows are collected, everything else is local to the step. */
final class Steps {

    private final Statement.Scan loop;
    private final Index step;
    private final Carried carried;
    private final Formulas formulas;
    private final Bodies bodies;
    private final Map<String, RowTypes.Row> types;
    private final List<Definition> body = new ArrayList<>();
    private final List<Scan.Rows> rows = new ArrayList<>();

    /**
     * @param formulas with a scope in which the step and what is carried are known
     * @param types of rows that are read at or above the line that defines them
     */
    Steps(Statement.Scan loop, Index step, Carried carried, Formulas formulas, Map<String, RowTypes.Row> types) {
        this.loop = loop;
        this.step = step;
        this.carried = carried;
        this.formulas = formulas;
        this.bodies = new Bodies(formulas, true, carried);
        this.types = types;
        DefinedNames.collected(loop).forEach(name -> formulas.scope().define(name.text(), early(name)));
    }

    /** What the name of rows stands for above their definition. */
    private Named early(Name name) {
        RowTypes.Row row = types.get(name.text());
        return row != null || RowTypes.isReadEarly(loop, name)
                ? (row == null ? RowTypes.Row.UNKNOWN : row).named(name, step)
                : new Named.Broken(name.span());
    }

    List<Definition> body() {
        return body;
    }

    List<Scan.Rows> rows() {
        return rows;
    }

    void define(Statement statement) {
        if (!(statement instanceof Statement.Definition definition)) {
            body.addAll(bodies.define(statement));
        } else if (DefinedNames.collects(definition, loop)) {
            row(definition);
        } else {
            definition.targets().forEach(t -> local(definition, t));
            body.addAll(bodies.define(definition));
        }
    }

    /** Says of each carry what it is after the step. */
    void end() {
        for (Scan.Carry carry : carried.carries()) {
            formulas.scope().find(carry.name()).ifPresent(named -> {
                if (named instanceof Named.Value latest && latest.symbol() != carry) {
                    carry.becomes(
                            new Typed.Reference(latest.symbol(), latest.symbol().span()));
                }
            });
        }
    }

    private void row(Statement.Definition written) {
        Statement.Definition.Target target = written.targets().get(0);
        Name name = target.name();
        try {
            Definition row = bodies.row(written);
            Scan.Rows collected = rows(row, name);
            collected.consistOf(row);
            body.add(row);
            rows.add(collected);
            Whole made = Whole.of(step).plus(1);
            formulas.scope().define(name.text(), new Named.Collected(collected, step, made, name.span()));
        } catch (Refusal refusal) {
            formulas.scope().define(name.text(), new Named.Broken(name.span()));
            throw refusal.isSilent() && isUnknown(name) ? new Refusal(shapeless(target)) : refusal;
        }
    }

    private boolean isUnknown(Name rows) {
        return !types.containsKey(rows.text()) && RowTypes.isReadEarly(loop, rows);
    }

    private Scan.Rows rows(Definition row, Name name) {
        if (isUnknown(name)) {
            throw Refusal.silent();
        }
        List<Whole> shape = new ArrayList<>();
        shape.add(step.size());
        shape.addAll(row.type().shape());
        Type type = new Type(row.type().kind(), shape, false);
        if (!(formulas.scope().find(name.text()).orElseThrow() instanceof Named.Collected early)) {
            return new Scan.Rows(name.text(), step, type, row.bound(), name.span());
        }
        if (!Sizes.same(early.rows().type().shape(), type.shape())
                || early.rows().type().kind() != type.kind()) {
            throw new Refusal(shapeless(loop.body().stream()
                    .filter(s -> s instanceof Statement.Definition d
                            && d.targets().get(0).name().equals(name))
                    .map(s -> ((Statement.Definition) s).targets().get(0))
                    .findFirst()
                    .orElseThrow()));
        }
        return early.rows();
    }

    private static Diagnostic shapeless(Statement.Definition.Target target) {
        return Diagnostic.at(
                        target.span(),
                        Code.E0215,
                        "the shape of `" + target.span().text() + "` is not known: it is made of its own rows")
                .help("state it: `" + target.span().text() + " : [N] = …`, with the dims of a row");
    }

    /** Refuses what looks like a definition of the step and was meant to be more. */
    private void local(Statement.Definition written, Statement.Definition.Target target) {
        Name name = target.name();
        if (name.text().equals(step.name())) {
            throw new Refusal(Bodies.twice(name, loop.step().name().span()));
        }
        target.indices().stream()
                .filter(i -> i.text().equals(step.name()))
                .findFirst()
                .ifPresent(i -> {
                    throw new Refusal(notFirst(target, i));
                });
        if (carried.has(name.text()) || formulas.scope().findHere(name.text()).isPresent()) {
            return;
        }
        formulas.scope()
                .find(name.text())
                .filter(n -> n.isValue() && RowTypes.mentions(written.value().span(), name))
                .ifPresent(outer -> {
                    throw new Refusal(Diagnostic.at(
                                    target.span(),
                                    Code.E0305,
                                    "`" + name + "` is defined outside the loop, and a step does not change it")
                            .note(outer.place(), "it is defined here")
                            .help("carry it, instead of that definition: `scan " + step + " in "
                                    + loop.step().range().orElseThrow().span().text() + " carry " + name + " = "
                                    + first(outer) + " { … }`"));
                });
    }

    private static String first(Named outer) {
        return outer instanceof Named.Value value && value.symbol() instanceof Definition definition
                ? definition.value().span().text()
                : "…";
    }

    private static Diagnostic notFirst(Statement.Definition.Target target, Name index) {
        List<String> others = new ArrayList<>();
        others.add(index.text());
        target.indices().stream().filter(i -> !i.text().equals(index.text())).forEach(i -> others.add(i.text()));
        return Diagnostic.at(
                        index.span(),
                        Code.E0411,
                        "`" + index + "` is the step of the loop, and stands first where a row is collected")
                .help("write `" + target.name() + "[" + String.join(",", others) + "] = …`");
    }
}
