package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code A[i, 2*j + 1, a:b]}: one part for each axis, and a proof that each lies in range. */
final class Reads {

    private final Formulas formulas;
    private final Expression.Subscript written;
    private final Typed base;

    private Reads(Formulas formulas, Expression.Subscript written, Typed base) {
        this.formulas = formulas;
        this.written = written;
        this.base = base;
    }

    static Typed of(Formulas formulas, Expression.Subscript written) {
        Typed base = formulas.column(written.base(), "what is read by subscripts");
        return new Reads(formulas, written, base).read();
    }

    private Typed read() {
        List<Whole> axes = base.type().shape();
        if (axes.size() != written.parts().size()) {
            throw wrongNumber();
        }
        List<Typed.Subscript.Part> parts = new ArrayList<>();
        List<Whole> shape = new ArrayList<>();
        Refusal refused = null;
        for (int k = 0; k < axes.size(); k++) {
            try {
                Typed.Subscript.Part part = part(written.parts().get(k), axes.get(k));
                parts.add(part);
                if (part instanceof Typed.Subscript.Slice slice) {
                    shape.add(slice.size());
                }
            } catch (Refusal refusal) {
                refused = refused == null ? refusal : Refusal.both(refused, refusal);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return new Typed.Subscript(base, parts, new Type(base.type().kind(), shape, false), written.span());
    }

    private Refusal wrongNumber() {
        int axes = base.type().rank();
        String name = written.base().span().text();
        Span place = written.parts().isEmpty()
                ? written.span()
                : written.parts()
                        .get(0)
                        .span()
                        .to(written.parts().get(written.parts().size() - 1).span());
        Diagnostic wrong = Diagnostic.at(
                        place,
                        Code.E0404,
                        axes == 0
                                ? "`" + name + "` is a scalar and has no axes"
                                : "`" + name + "` has " + (axes == 1 ? "1 axis" : axes + " axes") + ", and here "
                                        + (written.parts().size() == 1 ? "is" : "are") + " "
                                        + Words.count(written.parts().size(), "subscript"))
                .label("");
        wrong = Mismatches.about(wrong, formulas.scope(), written.base(), base);
        if (axes > written.parts().size() && !written.parts().isEmpty()) {
            List<String> texts = new ArrayList<>();
            written.parts().forEach(p -> texts.add(p.span().text()));
            while (texts.size() < axes) {
                texts.add(":");
            }
            wrong = wrong.help("every axis is written: `" + name + "[" + String.join(",", texts) + "]`");
        }
        return new Refusal(wrong);
    }

    private Typed.Subscript.Part part(Expression.Subscript.Part part, Whole axis) {
        if (part instanceof Expression.Subscript.At at) {
            Whole index = new Wholes(formulas, Wholes.Purpose.SUBSCRIPT).of(at.index());
            index.index().ifPresent(i -> formulas.findings().sighted(new Findings.Sighting(i, axis, at.span(), true)));
            prove(at, index, axis);
            return new Typed.Subscript.At(index);
        }
        return slice((Expression.Subscript.Slice) part, axis);
    }

    private void prove(Expression.Subscript.At at, Whole index, Whole axis) {
        if (formulas.findings().probing()) {
            return;
        }
        boolean gathered = index.atom().filter(Atom.Gathered.class::isInstance).isPresent();
        if (gathered) {
            Atom.Gathered atom = (Atom.Gathered) index.atom().orElseThrow();
            Whole bound = atom.array().bound().orElse(axis);
            if (!Sizes.same(bound, axis) && !provedGathered(index, axis)) {
                throw otherDim(at, atom, bound, axis);
            }
        }
        prove(index, index, at.span(), axis, () -> "`" + at.span().text() + "`");
        prove(
                axis.minus(1).minus(index),
                index,
                at.span(),
                axis,
                () -> "`" + at.span().text() + "`");
    }

    private boolean provedGathered(Whole index, Whole axis) {
        return formulas.findings()
                        .nonNegative(
                                axis.minus(1).minus(index), formulas.scope().facts())
                instanceof Ranges.Verdict.Proved;
    }

    private Refusal otherDim(Expression.Subscript.At at, Atom.Gathered atom, Whole bound, Whole axis) {
        String name = atom.array().name();
        Diagnostic other = Diagnostic.at(
                        at.span(),
                        Code.E0409,
                        "`" + at.span().text() + "` is an index of `" + bound + "`, and this axis is `" + axis
                                + "` long")
                .label("0 … " + bound.minus(1));
        Optional<Named> named = formulas.scope().find(name);
        if (named.isPresent()) {
            other = other.note(named.get().place(), name + " is an index of " + bound);
        }
        return new Refusal(Mismatches.about(other, formulas.scope(), written.base(), base));
    }

    /** That {@code value}, how far {@code read} is from an end, is 0 or more: proved, or a requirement, or a mistake. */
    private void prove(Whole value, Whole read, Span place, Whole axis, java.util.function.Supplier<String> what) {
        Ranges.Verdict verdict =
                formulas.findings().nonNegative(value, formulas.scope().facts());
        if (verdict instanceof Ranges.Verdict.Needs needs) {
            formulas.findings().require(needs.oneOf(), requirement(needs.oneOf()), written.span());
        } else if (verdict instanceof Ranges.Verdict.Fails fails) {
            Diagnostic leaves = Diagnostic.at(
                            place,
                            Code.E0401,
                            what.get() + " may leave its axis, which goes from 0 to `" + axis.minus(1) + "`")
                    .label(fails.exampleOf(read));
            throw new Refusal(Mismatches.about(leaves, formulas.scope(), written.base(), base)
                    .help("make the range smaller, or read it only where it is in range: `if … then "
                            + written.span().text() + " else 0`"));
        }
    }

    private String requirement(List<Whole> oneOf) {
        List<String> conditions =
                oneOf.stream().map(Sizes::atLeastZero).distinct().toList();
        return String.join(", or ", conditions) + ": `" + written.span().text() + "` reads as far as that";
    }

    private Typed.Subscript.Part slice(Expression.Subscript.Slice slice, Whole axis) {
        Wholes wholes = new Wholes(formulas, Wholes.Purpose.SUBSCRIPT);
        Whole from = slice.lower().map(wholes::of).orElse(Whole.ZERO);
        Whole to = slice.upper().map(wholes::of).orElse(axis);
        Whole size = to.minus(from);
        String text = slice.span().text();
        if (!size.isSize()) {
            throw new Refusal(Diagnostic.at(
                            slice.span(),
                            Code.E0407,
                            "the size of the slice `" + text + "` is `" + size + "`; it depends on an index")
                    .help("write it by index with a filter, such as `sum(x[j] for j if j < i)`"));
        }
        if (slice.lower().isEmpty() && slice.upper().isEmpty()) {
            return new Typed.Subscript.Slice(from, size);
        }
        formulas.findings()
                .atLeastOne(size, formulas.scope().facts(), slice.span(), "the size of the slice `" + text + "`");
        if (!formulas.findings().probing()) {
            prove(from, from, slice.span(), axis, () -> "the slice `" + text + "`");
            prove(axis.minus(to), to.minus(1), slice.span(), axis, () -> "the slice `" + text + "`");
        }
        return new Typed.Subscript.Slice(from, size);
    }
}
