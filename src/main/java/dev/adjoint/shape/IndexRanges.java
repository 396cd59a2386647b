package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the range of each index that a formula binds: the one that is said, else the size of the axis where the index stands
 * alone. To see where it stands, the formula is typed once with the index in place but nothing proved; then once more with
 * the ranges known.
 */
final class IndexRanges {

    /** An index to bind. */
    record Slot(Name name, Optional<Binder.Range> said) {}

    /** The indices with their ranges, and what was made under them. */
    record Bound<T>(List<Index> indices, T body) {

        List<Whole> sizes() {
            return indices.stream().map(Index::size).toList();
        }
    }

    private final Formulas formulas;
    private final List<Slot> slots;
    private final String cure;

    private IndexRanges(Formulas formulas, List<Slot> slots, String cure) {
        this.formulas = formulas;
        this.slots = slots;
        this.cure = cure;
    }

    /** @param cure how a range is said where these indices are bound: {@code where} or {@code for} */
    static <T> Bound<T> bind(Formulas formulas, List<Slot> slots, String cure, Function<Formulas, T> body) {
        return new IndexRanges(formulas, slots, cure).bind(body);
    }

    static List<Slot> slots(List<Binder> binders) {
        return binders.stream().map(b -> new Slot(b.name(), b.range())).toList();
    }

    private <T> Bound<T> bind(Function<Formulas, T> body) {
        distinct();
        Findings findings = formulas.findings();
        List<Index> indices = slots.stream().map(this::index).toList();
        if (slots.stream().allMatch(IndexRanges::isSaid)) {
            return new Bound<>(indices, body.apply(under(indices)));
        }
        Findings.Mark mark = findings.mark();
        T probe = null;
        Refusal refused = null;
        try {
            probe = findings.probe(() -> body.apply(under(indices)));
        } catch (Refusal refusal) {
            refused = refusal;
        }
        List<Index> ranged = ranged(indices, mark, refused);
        if (findings.probing()) {
            if (refused != null) {
                throw refused;
            }
            return new Bound<>(ranged, probe);
        }
        findings.forgetSince(mark);
        return new Bound<>(ranged, body.apply(under(ranged)));
    }

    private void distinct() {
        for (int k = 0; k < slots.size(); k++) {
            for (int l = 0; l < k; l++) {
                Name name = slots.get(k).name();
                if (name.text().equals(slots.get(l).name().text())) {
                    throw new Refusal(Diagnostic.at(name.span(), Code.E0408, "the index `" + name + "` is bound twice")
                            .note(slots.get(l).name().span(), "it is bound here first"));
                }
            }
        }
    }

    private static boolean isSaid(Slot slot) {
        return slot.said().isPresent()
                && (slot.said().get().single() || slot.said().get().upper().isPresent());
    }

    /** With the range that is said; the end of another one is open and stands in for the time being. */
    private Index index(Slot slot) {
        String name = slot.name().text();
        if (slot.said().isEmpty()) {
            return new Index(name, Whole.ONE);
        }
        Binder.Range range = slot.said().get();
        Wholes wholes = new Wholes(formulas, Wholes.Purpose.BOUND);
        Whole lower = range.single()
                ? Whole.ZERO
                : range.lower().map(l -> bound(wholes, l, slot)).orElse(Whole.ZERO);
        Whole upper = range.upper().map(u -> bound(wholes, u, slot)).orElse(lower.plus(1));
        return new Index(name, lower, upper);
    }

    private Whole bound(Wholes wholes, Expression end, Slot slot) {
        try {
            return wholes.of(end);
        } catch (Refusal refusal) {
            if (wholesOfIndices(end).isEmpty()) {
                throw refusal;
            }
            String i = slot.name().text();
            boolean upper =
                    slot.said().orElseThrow().upper().filter(u -> u == end).isPresent();
            String help =
                    upper ? i + " <= " + lessOne(end) : i + " >= " + end.span().text();
            throw new Refusal(Diagnostic.at(
                            end.span(),
                            Code.E0406,
                            "the bounds of a range are dims and numbers, and `"
                                    + end.span().text() + "` holds an index")
                    .help("filter instead: `for " + i + " if " + help + "`"));
        }
    }

    private Optional<Whole> wholesOfIndices(Expression end) {
        Formulas inside = under(
                slots.stream().map(s -> new Index(s.name().text(), Whole.ONE)).toList());
        return new Wholes(inside, Wholes.Purpose.SUBSCRIPT).tryOf(end).filter(w -> !w.isSize());
    }

    /** {@code i - 1} for {@code i}, {@code i} for {@code i + 1}. */
    private String lessOne(Expression end) {
        return wholesOfIndices(end).orElseThrow().minus(1).toString();
    }

    private Formulas under(List<Index> indices) {
        Scope scope = formulas.scope().inner();
        for (int k = 0; k < indices.size(); k++) {
            Name name = slots.get(k).name();
            scope.define(name.text(), new Named.Position(indices.get(k), name.span()));
        }
        return formulas.within(scope);
    }

    private List<Index> ranged(List<Index> indices, Findings.Mark mark, Refusal refused) {
        List<Index> ranged = new ArrayList<>();
        Refusal unknown = null;
        for (int k = 0; k < indices.size(); k++) {
            Index index = indices.get(k);
            if (isSaid(slots.get(k))) {
                ranged.add(index);
                continue;
            }
            List<Findings.Sighting> seen = formulas.findings().sightings(index, mark);
            if (seen.isEmpty()) {
                if (refused != null) {
                    throw refused;
                }
                Refusal here = new Refusal(noRange(index, slots.get(k).name(), mark));
                unknown = unknown == null ? here : Refusal.both(unknown, here);
                continue;
            }
            ranged.add(new Index(index.name(), index.lower(), agreed(seen).size()));
        }
        if (unknown != null) {
            throw unknown;
        }
        return ranged;
    }

    /** The first of them; all must be the same. */
    private static Findings.Sighting agreed(List<Findings.Sighting> seen) {
        Findings.Sighting first = seen.get(0);
        for (Findings.Sighting other : seen) {
            if (!Sizes.same(first.size(), other.size())) {
                String i = first.index().name();
                throw new Refusal(Diagnostic.at(
                                other.place(),
                                Code.E0402,
                                "the index `" + i + "` has two ranges, `" + first.size() + "` and `" + other.size()
                                        + "`")
                        .label("this axis is " + other.size() + " long")
                        .note(first.place(), "and this one " + first.size())
                        .help("if that is meant, say its range: `" + i + " in " + first.size() + "`"));
            }
        }
        return first;
    }

    private Diagnostic noRange(Index index, Name name, Findings.Mark mark) {
        boolean dim = formulas.scope().find(name.text()).orElse(null) instanceof Named.Size;
        Diagnostic unknown = Diagnostic.at(
                        name.span(), Code.E0403, "the range of the index `" + name + "` is not known")
                .label("it stands alone in no subscript");
        return dim && cure.equals("where")
                ? unknown.help("`" + name + "` is a dim; to state a shape write it after a colon: `"
                        + (formulas.findings().defining().isEmpty()
                                ? "s"
                                : formulas.findings().defining()) + " : ["
                        + String.join(
                                ",", slots.stream().map(s -> s.name().text()).toList()) + "] = …`")
                : unknown.help(formulas.findings()
                        .fitting(index, mark)
                        .map(fits -> "say it: `" + cure + " " + name + " in " + fits + "`")
                        .orElse("say it: `" + cure + " " + name + " in N` with a dim, or `" + cure + " " + name
                                + " in 0:3`"));
    }
}
