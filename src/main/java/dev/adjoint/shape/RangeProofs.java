package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** Proves that a read stays on its axis: it does, or it does for certain sizes, or this is a mistake. */
final class RangeProofs {

    private final Formulas formulas;
    private final Expression.Subscript written;
    private final Typed base;

    RangeProofs(Formulas formulas, Expression.Subscript written, Typed base) {
        this.formulas = formulas;
        this.written = written;
        this.base = base;
    }

    /** @param isBelow whether it is known to be below the end of the axis */
    void position(Expression.Subscript.At at, Whole index, Whole axis, boolean isBelow) {
        index.terms().forEach((product, coefficient) -> {
            if (coefficient == 1
                    && product.size() == 1
                    && product.keySet().iterator().next() instanceof Index i) {
                Whole rest = index.minus(Whole.of(i));
                Findings.Standing standing =
                        rest.equals(Whole.ZERO) ? Findings.Standing.ALONE : Findings.Standing.IN_SUM;
                formulas.findings().sighted(new Findings.Sighting(i, axis, rest, at.span(), standing));
            }
        });
        if (formulas.findings().probing()) {
            return;
        }
        Optional<Atom.Gathered> gathered =
                index.atom().filter(Atom.Gathered.class::isInstance).map(Atom.Gathered.class::cast);
        Optional<Whole> bound = gathered.flatMap(g -> g.array().bound());
        if (bound.isPresent()
                && !Sizes.same(bound.get(), axis)
                && !isProved(axis.minus(1).minus(index))) {
            throw otherDim(at, gathered.get(), bound.get(), axis);
        }
        String text = "`" + at.span().text() + "`";
        prove(index, f -> before(at.span(), text + " reads", index, f));
        if (!isBelow) {
            prove(axis.minus(1).minus(index), f -> beyond(at.span(), text + " reads", index, axis, f));
        }
    }

    void slice(Expression.Subscript.Slice slice, Whole from, Whole to, Whole axis) {
        if (formulas.findings().probing()) {
            return;
        }
        String text = "the slice `" + slice.span().text() + "` reads";
        prove(from, f -> before(slice.span(), text, from, f));
        prove(axis.minus(to), f -> beyond(slice.span(), text, to.minus(1), axis, f));
    }

    private boolean isProved(Whole value) {
        return formulas.findings().nonNegative(value, formulas.scope().facts()) instanceof Ranges.Verdict.Proved;
    }

    /** Proves that it is 0 or more, for all sizes or under a condition on them. */
    void prove(Whole value, java.util.function.Function<Ranges.Verdict.Fails, Diagnostic> mistake) {
        Ranges.Verdict verdict =
                formulas.findings().nonNegative(value, formulas.scope().facts());
        if (verdict instanceof Ranges.Verdict.Needs needs) {
            List<String> conditions =
                    needs.oneOf().stream().map(Sizes::atLeastZero).distinct().toList();
            String text = String.join(", or ", conditions) + ": `"
                    + written.span().text().replaceAll("\\s+", " ") + "` reads as far as that";
            formulas.findings().require(needs.oneOf(), text, written.span());
        } else if (verdict instanceof Ranges.Verdict.Fails fails) {
            throw new Refusal(mistake.apply(fails));
        }
    }

    private String array() {
        return written.base() instanceof Expression.Variable name ? "`" + name.name() + "`" : "the array";
    }

    private Diagnostic before(Span place, String reads, Whole first, Ranges.Verdict.Fails fails) {
        Diagnostic before = fails.example().isEmpty() && !first.isSize()
                ? uncertain(place, reads)
                : Diagnostic.at(place, Code.E0401, reads + " before the beginning of " + array())
                        .label(where(first, fails));
        Diagnostic shown = Mismatches.about(before, formulas.scope(), written.base(), base);
        if (first.isSize()) {
            return base.type().rank() == 1
                    ? shown.help("there are no negative subscripts; the last element is `"
                            + Words.operand(written.base()) + "["
                            + base.type().shape().get(0).minus(1) + "]`")
                    : shown.help("there are no negative subscripts; they go from 0 to the size minus 1");
        }
        return guarded(shown, place, place.text() + " >= 0");
    }

    private Diagnostic beyond(Span place, String reads, Whole last, Whole axis, Ranges.Verdict.Fails fails) {
        Diagnostic beyond = fails.example().isEmpty() && !last.isSize()
                ? uncertain(place, reads)
                : Diagnostic.at(
                                place,
                                Code.E0401,
                                reads + " beyond the end of " + array() + ", where the axis is `" + axis + "` long")
                        .label(where(last, fails));
        Diagnostic shown = Mismatches.about(beyond, formulas.scope(), written.base(), base);
        if (last.isSize()) {
            return shown.help(
                    place.text().contains(":")
                            ? "the end of a slice is left out: it is at most `" + axis + "`"
                            : "subscripts begin at 0; the last one is `" + axis.minus(1) + "`");
        }
        return guarded(shown, place, place.text() + " < " + axis);
    }

    private static Diagnostic uncertain(Span place, String reads) {
        return Diagnostic.at(place, Code.E0401, "it is not certain that what " + reads + " is in range");
    }

    /** {@code at i = 0 it is -1}. */
    private static String where(Whole index, Ranges.Verdict.Fails fails) {
        return index.isSize() ? "it is " + index : fails.exampleOf(index);
    }

    /** The condition under which the read would be in range, if conditions of this form are understood. */
    private Diagnostic guarded(Diagnostic shown, Span place, String condition) {
        boolean readable = !place.text().contains("/") && !place.text().contains(":");
        return readable
                ? shown.help("read it only where it is: `if " + condition + " then "
                        + written.span().text().replaceAll("\\s+", " ") + " else 0`")
                : shown;
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
}
