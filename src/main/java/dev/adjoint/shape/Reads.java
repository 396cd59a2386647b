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
    private final RangeProofs proofs;
    private final Optional<RowReads> rows;
    private final List<Definition> unnamed = new ArrayList<>();

    private Reads(Formulas formulas, Expression.Subscript written, Typed base, Optional<RowReads> rows) {
        this.formulas = formulas;
        this.written = written;
        this.base = base;
        this.proofs = new RangeProofs(formulas, written, base);
        this.rows = rows;
    }

    static Typed of(Formulas formulas, Expression.Subscript written) {
        Optional<Named> named = written.base() instanceof Expression.Variable name
                ? formulas.scope().find(name.name())
                : Optional.empty();
        if (named.isPresent() && named.get() instanceof Named.Unshaped unshaped) {
            return RowReads.ofUnshaped(formulas, written, unshaped);
        }
        if (named.isPresent() && named.get() instanceof Named.Collected collected) {
            Typed base = new Typed.Reference(collected.rows(), written.base().span());
            return new Reads(formulas, written, base, Optional.of(new RowReads(formulas, collected))).read();
        }
        Typed base = formulas.column(written.base(), "what is read by subscripts");
        return new Reads(formulas, written, base, Optional.empty()).read();
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
                Typed.Subscript.Part part = part(written.parts().get(k), axes.get(k), k == 0 ? rows : Optional.empty());
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
        Type type = new Type(base.type().kind(), shape, false);
        Typed read = new Typed.Subscript(base, parts, type, written.span());
        return unnamed.isEmpty() ? read : new Typed.Block("read", unnamed, read, written.span());
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

    /** @param steps if the axis is that of the steps of a loop which goes on */
    private Typed.Subscript.Part part(Expression.Subscript.Part part, Whole axis, Optional<RowReads> steps) {
        if (part instanceof Expression.Subscript.At at) {
            Whole index = Wholes.subscripts(formulas, unnamed).of(at.index());
            Whole read = steps.map(s -> s.made(at.span(), index, proofs)).orElse(index);
            boolean isBelow = steps.isPresent() && read.equals(index);
            proofs.position(at, index, axis, isBelow);
            return new Typed.Subscript.At(read);
        }
        return slice((Expression.Subscript.Slice) part, axis, steps);
    }

    private Typed.Subscript.Part slice(Expression.Subscript.Slice slice, Whole axis, Optional<RowReads> steps) {
        Wholes wholes = Wholes.subscripts(formulas, unnamed);
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
        steps.ifPresent(s -> s.refuseUnmade(slice.span(), to));
        if (slice.lower().isEmpty() && slice.upper().isEmpty()) {
            return new Typed.Subscript.Slice(from, size);
        }
        formulas.findings()
                .atLeastOne(size, formulas.scope().facts(), slice.span(), "the size of the slice `" + text + "`");
        proofs.slice(slice, from, to, axis);
        return new Typed.Subscript.Slice(from, size);
    }
}
