package dev.adjoint.shape;

import dev.adjoint.source.Span;
import dev.adjoint.syntax.DefinedNames;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The types of rows that are read at or above the line that defines them, as in {@code s[t] = if t == 0 then x[0,:] else
 * A*s[t-1,:]}. The body is typed without proofs, until nothing more comes of it: of an {@code if} one side is enough, and a
 * read of a row with a subscript for each axis is a scalar.
 */
final class RowTypes {

    /** What one row is, known or assumed. */
    record Row(Optional<Type> type, Optional<Whole> bound, Kind kind) {

        static final Row UNKNOWN = new Row(Optional.empty(), Optional.empty(), Kind.REAL);

        /** What the name stands for above its definition. */
        Named named(Name name, Index step) {
            if (type.isEmpty()) {
                return new Named.Unshaped(name.text(), kind, step, name.span());
            }
            List<Whole> shape = new ArrayList<>();
            shape.add(step.size());
            shape.addAll(type.get().shape());
            Type all = new Type(type.get().kind(), shape, false);
            return new Named.Collected(
                    new Scan.Rows(name.text(), step, all, bound, name.span()), step, Whole.of(step), name.span());
        }
    }

    private final Statement.Scan loop;
    private final Index step;
    private final Carried carried;
    private final Supplier<Formulas> inside;
    private final Map<String, Row> known = new LinkedHashMap<>();

    /** @param inside for each look at the body, names of its own */
    RowTypes(Statement.Scan loop, Index step, Carried carried, Supplier<Formulas> inside) {
        this.loop = loop;
        this.step = step;
        this.carried = carried;
        this.inside = inside;
    }

    /** The types that could be found, of those rows for which it matters. */
    Map<String, Row> known() {
        List<Name> early = DefinedNames.collected(loop).stream()
                .filter(n -> isReadEarly(loop, n))
                .toList();
        if (early.isEmpty()) {
            return Map.of();
        }
        for (Kind kind : List.of(Kind.REAL, Kind.TRUTH)) {
            int before = -1;
            while (before < known.size() && known.size() < early.size()) {
                before = known.size();
                look(early, kind);
            }
        }
        return known;
    }

    private void look(List<Name> early, Kind kind) {
        Formulas formulas = inside.get();
        Findings.Mark mark = formulas.findings().mark();
        formulas.findings().probe(() -> {
            Map<String, Row> types = new LinkedHashMap<>();
            early.forEach(name -> types.put(name.text(), assumed(name, kind, formulas)));
            Steps steps = new Steps(loop, step, carried, formulas, types);
            loop.body().forEach(statement -> isDefined(statement, steps));
            Set<String> wanted = new HashSet<>();
            early.forEach(name -> wanted.add(name.text()));
            steps.rows().stream()
                    .filter(r -> wanted.contains(r.name()))
                    .forEach(r -> known.putIfAbsent(
                            r.name(),
                            new Row(
                                    Optional.of(r.row().type()),
                                    r.bound(),
                                    r.row().type().kind())));
            return early;
        });
        formulas.findings().forgetSince(mark);
    }

    private static boolean isDefined(Statement statement, Steps steps) {
        try {
            steps.define(statement);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    /** What is known, else what is stated, else only what the elements are. */
    private Row assumed(Name name, Kind kind, Formulas formulas) {
        if (known.containsKey(name.text())) {
            return known.get(name.text());
        }
        Optional<Type> stated = definition(loop, name)
                .filter(d -> d.targets().get(0).indices().size() == 1)
                .flatMap(Statement.Definition::stated)
                .flatMap(sizes -> stated(sizes, kind, formulas));
        return new Row(stated, Optional.empty(), kind);
    }

    private static Optional<Type> stated(List<Expression> sizes, Kind kind, Formulas formulas) {
        List<Whole> shape = new ArrayList<>();
        for (Expression size : sizes) {
            Optional<Whole> whole = new Wholes(formulas, Wholes.Purpose.SIZE).tryOf(size);
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            shape.add(whole.get());
        }
        return Optional.of(new Type(kind, shape, false));
    }

    private static Optional<Statement.Definition> definition(Statement.Scan loop, Name name) {
        return loop.body().stream()
                .filter(Statement.Definition.class::isInstance)
                .map(Statement.Definition.class::cast)
                .filter(d -> d.targets().get(0).name().equals(name))
                .findFirst();
    }

    /** Whether the name of rows occurs in the body down to the formula that defines a row. */
    static boolean isReadEarly(Statement.Scan loop, Name rows) {
        for (Statement statement : loop.body()) {
            if (statement instanceof Statement.Definition definition) {
                if (mentions(definition.value().span(), rows)) {
                    return true;
                }
                if (definition.targets().get(0).name().equals(rows)) {
                    return false;
                }
            } else if (mentions(statement.span(), rows)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name occurs in the text; in a comment it does no harm, it is looked for once more. */
    static boolean mentions(Span span, Name name) {
        String letter = "[\\p{L}\\p{N}_]";
        return Pattern.compile("(?<!" + letter + ")" + Pattern.quote(name.text()) + "(?!" + letter + ")")
                .matcher(span.text())
                .find();
    }
}
