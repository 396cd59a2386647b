package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The definitions of a file or of a function's body, one below the other; each name is defined in the scope as it comes. */
final class Bodies {

    private final Formulas formulas;
    private final boolean hidden;
    private final Carried carried;

    /** @param hidden whether what is defined belongs to a function's body */
    Bodies(Formulas formulas, boolean hidden) {
        this(formulas, hidden, new Carried(Set.of()));
    }

    /** @param carried the names that may be defined again */
    Bodies(Formulas formulas, boolean hidden, Carried carried) {
        this.formulas = formulas;
        this.hidden = hidden;
        this.carried = carried;
    }

    Carried carried() {
        return carried;
    }

    /** Checks a statement of the body of a function or loop. */
    List<Definition> define(Statement statement) {
        if (statement instanceof Statement.Definition definition) {
            return define(definition);
        }
        if (statement instanceof Statement.Consts consts) {
            List<Definition> all = new ArrayList<>();
            consts.consts().forEach(c -> all.addAll(define(c)));
            return all;
        }
        if (statement instanceof Statement.Scan scan) {
            return new Scans(formulas, this, hidden, scan).define();
        }
        if (statement instanceof Statement.Function function) {
            free(function.name());
            OwnGradients.count(function);
            formulas.scope()
                    .define(
                            function.name().text(),
                            new Named.Function(
                                    function,
                                    formulas.scope().snapshot(function.name().text())));
            return List.of();
        }
        throw new Refusal(misplaced(statement));
    }

    /** Checks all statements of a body; if some do not check, all their mistakes are reported. */
    List<Definition> defineAll(List<Statement> statements) {
        List<Definition> all = new ArrayList<>();
        Refusal refused = null;
        for (Statement statement : statements) {
            try {
                all.addAll(define(statement));
            } catch (Refusal refusal) {
                refused = refused == null ? refusal : Refusal.both(refused, refusal);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return all;
    }

    static Diagnostic misplaced(Statement statement) {
        return Diagnostic.at(
                statement.span(), Code.E0102, "declarations stand at the top of the file, not in a function");
    }

    /** Refuses a name that is defined already. */
    void free(Name name) {
        if (carried.has(name.text())) {
            return;
        }
        Optional<Named> before = formulas.scope().findHere(name.text());
        if (before.isPresent()) {
            Span place = before.get().place();
            boolean used = place.source() != name.span().source();
            throw new Refusal(used ? UsedNames.clash(name, place) : twice(name, place));
        }
    }

    static Diagnostic twice(Name name, Span before) {
        return Diagnostic.at(name.span(), Code.E0302, "`" + name + "` is defined twice")
                .note(before, "it is defined here first")
                .help("each name is defined once; give one of them another name");
    }

    /** The definitions that a statement makes; if it does not check, its names are known but broken. */
    List<Definition> define(Statement.Definition written) {
        written.targets().forEach(t -> free(t.name()));
        formulas.findings().defining(written.targets().get(0).name().text());
        try {
            List<Definition> made = values(written);
            int first = made.size() - written.targets().size();
            made.subList(first, made.size())
                    .forEach(d -> formulas.scope().define(d.name(), new Named.Value(d, d.span())));
            return made;
        } catch (Refusal refusal) {
            written.targets()
                    .forEach(t -> formulas.scope()
                            .define(t.name().text(), new Named.Broken(t.name().span())));
            throw refusal;
        } finally {
            formulas.findings().defining("");
        }
    }

    private List<Definition> values(Statement.Definition written) {
        if (written.targets().size() > 1) {
            return several(written);
        }
        Statement.Definition.Target target = written.targets().get(0);
        strayRanges(written, target);
        return List.of(definition(written, target, value(written, target)));
    }

    private Typed value(Statement.Definition written, Statement.Definition.Target target) {
        return target.indices().isEmpty() ? plain(written, target) : byIndex(written, target);
    }

    /** The row that a step of a loop collects: {@code s[t,c] = …} without the {@code t}. */
    Definition row(Statement.Definition written) {
        Statement.Definition.Target target = written.targets().get(0);
        List<Name> indices = target.indices().subList(1, target.indices().size());
        String step = target.indices().get(0).text();
        written.where().stream()
                .filter(b -> b.name().text().equals(step))
                .findFirst()
                .ifPresent(b -> {
                    throw new Refusal(Diagnostic.at(
                                    b.name().span(), Code.E0408, "the range of `" + step + "` is said by the loop")
                            .help("leave it out here"));
                });
        indices.stream().filter(i -> i.text().equals(step)).findFirst().ifPresent(i -> {
            throw new Refusal(Diagnostic.at(i.span(), Code.E0408, "the index `" + i + "` is bound twice")
                    .note(target.indices().get(0).span(), "it is bound here first"));
        });
        Statement.Definition.Target row = new Statement.Definition.Target(target.name(), indices, target.span());
        strayRanges(written, row);
        formulas.findings().defining(target.name().text());
        try {
            return definition(written, row, value(written, row));
        } finally {
            formulas.findings().defining("");
        }
    }

    private Definition definition(Statement.Definition written, Statement.Definition.Target target, Typed value) {
        Typed next = carried.next(target.name().text(), value);
        return new Definition(
                target.name().text(),
                next,
                Elements.bound(next),
                target.name().span(),
                written.span(),
                hidden,
                written.doc());
    }

    private Typed plain(Statement.Definition written, Statement.Definition.Target target) {
        Typed value = Elements.settled(Rows.defined(
                formulas.of(written.value()), written.value(), target.name().text()));
        stated(formulas, written, target, value);
        return value;
    }

    /** {@code h : [H] = …} is checked; with indices on the left it is the shape of the element. */
    private static void stated(
            Formulas formulas, Statement.Definition written, Statement.Definition.Target target, Typed value) {
        if (written.stated().isEmpty()) {
            return;
        }
        List<Expression> sizes = written.stated().get();
        List<Whole> shape = sizes.stream()
                .map(s -> new Wholes(formulas, Wholes.Purpose.SIZE).of(s))
                .toList();
        if (!Sizes.same(shape, value.type().shape())) {
            Span place = sizes.isEmpty()
                    ? target.span()
                    : sizes.get(0).span().to(sizes.get(sizes.size() - 1).span());
            throw new Refusal(Diagnostic.at(
                            place,
                            Code.E0206,
                            "`" + target.span().text() + "` is said to be " + Elements.quoted(Type.real(shape))
                                    + ", and its formula is " + Elements.quoted(value.type()))
                    .note(written.value().span(), "" + value.type()));
        }
    }

    private Typed byIndex(Statement.Definition written, Statement.Definition.Target target) {
        target.indices().forEach(i -> mayBeIndex(formulas, i));
        for (Name index : target.indices()) {
            formulas.scope()
                    .find(index.text())
                    .filter(Named.Position.class::isInstance)
                    .ifPresent(step -> {
                        throw new Refusal(Diagnostic.at(
                                        index.span(),
                                        Code.E0411,
                                        "`" + index + "` is the step of a loop around this one")
                                .note(step.place(), "the loop over `" + index + "`")
                                .help("a row of the loop around is collected below the `}` of this one"));
                    });
        }
        List<IndexRanges.Slot> slots = target.indices().stream()
                .map(i -> new IndexRanges.Slot(i, range(written.where(), i)))
                .toList();
        IndexRanges.Bound<Typed> bound = IndexRanges.bind(formulas, slots, "where", under -> {
            Typed element = Elements.settled(Rows.defined(
                    under.of(written.value()), written.value(), target.span().text()));
            stated(under, written, target, element);
            return element;
        });
        for (int k = 0; k < slots.size(); k++) {
            fromZero(slots.get(k), bound.indices().get(k), target);
        }
        return Folds.build(bound, written.value().span());
    }

    /** Refuses an index that hides a value. */
    static void mayBeIndex(Formulas formulas, Name index) {
        formulas.scope().find(index.text()).filter(Named::isValue).ifPresent(value -> {
            throw new Refusal(
                    Diagnostic.at(index.span(), Code.E0303, "the index `" + index + "` hides a value of that name")
                            .note(value.place(), "`" + index + "` is defined here")
                            .help("give the index another name"));
        });
    }

    private static Optional<Binder.Range> range(List<Binder> where, Name index) {
        return where.stream()
                .filter(b -> b.name().text().equals(index.text()))
                .findFirst()
                .flatMap(Binder::range);
    }

    private void fromZero(IndexRanges.Slot slot, Index index, Statement.Definition.Target target) {
        if (!index.lower().equals(Whole.ZERO)) {
            String i = index.name();
            throw new Refusal(Diagnostic.at(
                            slot.said().orElseThrow().span(),
                            Code.E0406,
                            "on the left of a definition an index begins at 0, and `" + i + "` begins at "
                                    + index.lower())
                    .help("shift it: `where " + i + " in " + index.size() + "`, with `" + i + " + " + index.lower()
                            + "` for `" + i + "` on the right"));
        }
        formulas.findings()
                .atLeastOne(
                        index.size(),
                        formulas.scope().facts(),
                        slot.name().span(),
                        "the size of `" + target.name() + "` along `" + index.name() + "`");
    }

    /** A range said for what is no index of the left side, or said twice. */
    private static void strayRanges(Statement.Definition written, Statement.Definition.Target target) {
        List<String> seen = new ArrayList<>();
        for (Binder binder : written.where()) {
            String name = binder.name().text();
            boolean known = target.indices().stream().anyMatch(i -> i.text().equals(name));
            if (!known || seen.contains(name)) {
                throw new Refusal(Diagnostic.at(
                        binder.name().span(),
                        Code.E0408,
                        known
                                ? "the range of `" + name + "` is said twice"
                                : "`" + name + "` is no index of the left side `"
                                        + target.span().text() + "`"));
            }
            seen.add(name);
        }
    }

    /** {@code u, v = f(x)}: the locals of the call stand before what it returns. */
    private List<Definition> several(Statement.Definition written) {
        int number = written.targets().size();
        Optional<Calls> call = written.value() instanceof Expression.Call c ? Calls.own(formulas, c) : Optional.empty();
        if (call.isEmpty()) {
            throw new Refusal(Diagnostic.at(
                            written.value().span(),
                            Code.E0505,
                            "the left side takes " + number + " values, and this formula is one")
                    .help("several values come from a function that returns them: `u, v = f(x)`"));
        }
        if (written.stated().isPresent()) {
            throw new Refusal(Diagnostic.at(
                            written.targets().get(0).span(),
                            Code.E0505,
                            "a shape is stated for one name, not for several")
                    .help("leave the shape out, or state it in a definition of its own"));
        }
        for (Statement.Definition.Target target : written.targets()) {
            if (!target.indices().isEmpty()) {
                throw new Refusal(Diagnostic.at(
                                target.span(), Code.E0505, "what takes the results of a call apart has no indices")
                        .help("write one definition each, of functions that return one value"));
            }
        }
        Inlining.Inlined body = call.get().results(number);
        List<Definition> made = new ArrayList<>(body.locals());
        for (int k = 0; k < number; k++) {
            made.add(
                    definition(written, written.targets().get(k), body.results().get(k)));
        }
        return made;
    }
}
