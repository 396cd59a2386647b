package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.DefinedNames;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Loops: the range of the steps, the first values of what is carried, the condition; the body is {@link Steps}. What a loop
 * leaves behind are definitions like others.
 */
final class Scans {

    private final Formulas outside;
    private final Bodies around;
    private final boolean hidden;
    private final Statement.Scan written;
    private Optional<Refusal> refused = Optional.empty();

    /**
     * @param around what the loop stands among
     * @param hidden whether what the loop leaves behind is no definition of the file
     */
    Scans(Formulas outside, Bodies around, boolean hidden, Statement.Scan written) {
        this.outside = outside;
        this.around = around;
        this.hidden = hidden;
        this.written = written;
    }

    /** What the loop leaves behind; if it does not check, its names are known but broken. */
    List<Definition> define() {
        outside.findings().localsOf(written);
        try {
            Scan scan = loop();
            List<Definition> left = new ArrayList<>();
            scan.carries().forEach(c -> left.add(left(scan, c, "")));
            scan.rows().forEach(r -> left.add(left(scan, r, r.row().doc())));
            left.forEach(d -> outside.scope().define(d.name(), new Named.Value(d, d.span())));
            return left;
        } catch (Refusal refusal) {
            Declarations.names(written).forEach(n -> outside.scope().define(n.text(), new Named.Broken(n.span())));
            broken(written);
            throw refusal;
        }
    }

    /** Of what is defined inside nothing is known either, as it may have been meant to be left behind. */
    private void broken(Statement statement) {
        for (Name name : Declarations.names(statement)) {
            if (outside.scope().findHere(name.text()).isEmpty()) {
                outside.scope().define(name.text(), new Named.Broken(name.span()));
            }
        }
        if (statement instanceof Statement.Scan scan) {
            scan.body().forEach(this::broken);
        }
    }

    private Definition left(Scan scan, Symbol symbol, String doc) {
        Typed value = around.carried().next(symbol.name(), new Typed.Scanned(scan, symbol, symbol.span()));
        return new Definition(symbol.name(), value, symbol.bound(), symbol.span(), written.span(), hidden, doc);
    }

    private Scan loop() {
        Index step = step();
        Carried carried =
                new Carried(written.carries().stream().map(c -> c.name().text()).collect(Collectors.toSet()));
        written.carries().forEach(c -> attempt(() -> carried.add(carry(c))));
        Formulas conditional = outside.within(heading(step, carried));
        Optional<Typed> condition = written.condition().flatMap(c -> attempt(() -> condition(conditional, c)));
        List<Whole> facts = condition.isEmpty()
                ? List.of()
                : Conditions.facts(conditional, written.condition().orElseThrow(), true);
        names();
        Supplier<Formulas> inside =
                () -> outside.within(heading(step, carried).assuming(facts).inner());
        Map<String, RowTypes.Row> types = new RowTypes(written, step, carried, inside).known();
        Steps steps = new Steps(written, step, carried, inside.get(), new LinkedHashMap<>(types));
        for (Statement statement : written.body()) {
            attempt(() -> {
                steps.define(statement);
                return statement;
            });
        }
        if (refused.isPresent()) {
            throw withoutConsequences(refused.get());
        }
        steps.end();
        return new Scan(
                step, carried.carries(), condition, steps.body(), steps.rows(), written.checkpoint(), written.span());
    }

    /** A shape that is not known may rest on any other mistake. */
    private Refusal withoutConsequences(Refusal all) {
        Refusal others = all.without(Code.E0215);
        return others.isSilent() && !outside.findings().hasReported() ? all : others;
    }

    private <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (Refusal refusal) {
            refused = Optional.of(refused.map(r -> Refusal.both(r, refusal)).orElse(refusal));
            return Optional.empty();
        }
    }

    /** The index of the steps and the carried names as they are before the step. */
    private Scope heading(Index step, Carried carried) {
        Scope scope = outside.scope().inside(written);
        written.carries()
                .forEach(c ->
                        scope.define(c.name().text(), new Named.Broken(c.name().span())));
        carried.carries().forEach(c -> scope.define(c.name(), new Named.Value(c, c.span())));
        scope.define(
                written.step().name().text(),
                new Named.Position(step, written.step().name().span()));
        return scope;
    }

    private Index step() {
        Name name = written.step().name();
        Bodies.mayBeIndex(outside, name);
        Binder.Range range = written.step().range().orElseThrow();
        Wholes wholes = new Wholes(outside, Wholes.Purpose.BOUND);
        Whole lower =
                range.single() ? Whole.ZERO : range.lower().map(wholes::of).orElse(Whole.ZERO);
        if (range.upper().isEmpty()) {
            throw new Refusal(Diagnostic.at(range.span(), Code.E0406, "the range of a loop has an end")
                    .help("write it: `scan " + name + " in 0:N`"));
        }
        Whole upper = wholes.of(range.upper().get());
        if (!lower.equals(Whole.ZERO)) {
            throw new Refusal(
                    Diagnostic.at(range.span(), Code.E0406, "a loop begins at 0, and `" + name + "` begins at " + lower)
                            .help("shift it: `scan " + name + " in 0:" + upper.minus(lower) + "`, with `" + name + " + "
                                    + lower.inBrackets() + "` for `" + name + "` inside"));
        }
        outside.findings().atLeastOne(upper, outside.scope().facts(), range.span(), "the number of steps of the loop");
        return Index.ofLoop(name.text(), upper);
    }

    private Scan.Carry carry(Statement.Scan.Carry carry) {
        Name name = carry.name();
        Typed first = Elements.settled(Rows.defined(outside.of(carry.first()), carry.first(), name.text()));
        return new Scan.Carry(name.text(), first, Elements.bound(first), name.span());
    }

    private Typed condition(Formulas conditional, Expression condition) {
        for (Name name : DefinedNames.collected(written)) {
            if (RowTypes.mentions(condition.span(), name)) {
                throw new Refusal(Diagnostic.at(
                                condition.span(),
                                Code.E0410,
                                "`while` is tested before the step over what is carried, and `" + name
                                        + "` is collected")
                        .note(name.span(), "it is collected here")
                        .help("carry what the condition needs under a name of its own"));
            }
        }
        return conditional.truth(condition, "`while`");
    }

    /** Each name of the loop is new where the loop stands, and defined by it in one way. */
    private void names() {
        List<Name> seen = new ArrayList<>();
        List<Name> carries =
                written.carries().stream().map(Statement.Scan.Carry::name).toList();
        for (Name name : Declarations.names(written)) {
            attempt(() -> {
                isNew(name);
                seen.stream()
                        .filter(s -> s.text().equals(name.text()))
                        .findFirst()
                        .ifPresent(before -> {
                            throw new Refusal(again(name, before, carries));
                        });
                return seen.add(name);
            });
        }
    }

    private void isNew(Name name) {
        Optional<Named> before = around.carried().has(name.text())
                ? Optional.empty()
                : outside.scope().findHere(name.text());
        if (name.text().equals(written.step().name().text())) {
            throw new Refusal(Bodies.twice(name, written.step().name().span()));
        }
        if (before.isPresent()) {
            throw new Refusal(Bodies.twice(name, before.get().place())
                    .help("the loop defines `" + name + "`: leave the other definition out, or give one of them"
                            + " another name"));
        }
    }

    private static Diagnostic again(Name name, Name before, List<Name> carries) {
        boolean wasCarried = carries.contains(before);
        if (wasCarried == carries.contains(name)) {
            return Bodies.twice(name, before.span());
        }
        return Diagnostic.at(name.span(), Code.E0302, "`" + name + "` is carried, and collected here")
                .note(before.span(), "it is carried here")
                .help("give the rows a name of their own, such as `" + name + "s`");
    }
}
