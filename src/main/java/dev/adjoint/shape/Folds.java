package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reductions, over indices or of an array, and arrays made by index. */
final class Folds {

    static final Map<String, Typed.Reduction> REDUCTIONS = Map.of(
            "sum", Typed.Reduction.SUM,
            "prod", Typed.Reduction.PROD,
            "mean", Typed.Reduction.MEAN,
            "max", Typed.Reduction.MAX,
            "min", Typed.Reduction.MIN,
            "logsumexp", Typed.Reduction.LOGSUMEXP,
            "norm", Typed.Reduction.NORM,
            "argmax", Typed.Reduction.ARGMAX,
            "argmin", Typed.Reduction.ARGMIN);

    /** What stands under the indices of a reduction. */
    private record Body(Optional<Typed> filter, Typed element) {}

    private Folds() {}

    /** {@code sum(e for i if c)}. */
    static Typed fold(Formulas formulas, Expression.Fold written) {
        String name = written.function().text();
        Optional<Named> own = formulas.scope().find(name);
        Typed.Reduction reduction = REDUCTIONS.get(name);
        if (own.isPresent() || reduction == null) {
            throw noReduction(formulas, written, own);
        }
        return fold(formulas, written, reduction, written.element());
    }

    /** The same with another reduction of another element: {@code log(sum(exp(e) for i))} is a logsumexp of e. */
    static Typed fold(Formulas formulas, Expression.Fold written, Typed.Reduction reduction, Expression element) {
        if (reduction.isPosition() && written.binders().size() > 1) {
            throw severalIndices(written);
        }
        IndexRanges.Bound<Body> bound = IndexRanges.bind(
                formulas,
                IndexRanges.slots(written.binders()),
                "for",
                under -> new Body(
                        written.filter().map(f -> under.truth(f, "a filter")),
                        element(
                                written.filter()
                                        .map(f -> under.assuming(Conditions.facts(under, f, true)))
                                        .orElse(under),
                                written,
                                element)));
        if (reduction.isPosition()) {
            fromZero(formulas, written, bound.indices().get(0));
        }
        Body body = bound.body();
        return reduction == Typed.Reduction.PROD
                ? product(body.element(), bound.indices(), body.filter(), written.span())
                : new Typed.Fold(reduction, body.element(), bound.indices(), body.filter(), written.span());
    }

    private static Refusal severalIndices(Expression.Fold written) {
        String name = written.function().text();
        List<Binder> binders = written.binders();
        Span place = binders.get(1)
                .name()
                .span()
                .to(binders.get(binders.size() - 1).name().span());
        return new Refusal(Diagnostic.at(
                        place, Code.E0213, "`" + name + "` gives a value of one index, and here are " + binders.size())
                .help("first for each row, then of the rows: `k[i] = " + name + "(A[i,j] for j)`, then `" + name
                        + "(A[i,k[i]] for i)`"));
    }

    /** A position is an index: it is not negative. */
    private static void fromZero(Formulas formulas, Expression.Fold written, Index index) {
        Ranges.Verdict verdict =
                formulas.findings().nonNegative(index.lower(), formulas.scope().facts());
        if (!formulas.findings().probing() && !(verdict instanceof Ranges.Verdict.Proved)) {
            String name = written.function().text();
            throw new Refusal(Diagnostic.at(
                            written.binders().get(0).name().span(),
                            Code.E0406,
                            "`" + name + "` gives an index, and `" + index.name() + "` begins at `" + index.lower()
                                    + "`, which may be below 0")
                    .help("shift it: `for " + index.name() + " in " + index.size() + "`, with `" + index.name()
                            + (index.lower().isNumber() ? " - " + index.lower().negate() : " + " + index.lower())
                            + "` for `" + index.name() + "` in the element"));
        }
    }

    /** Products over one index each, the last one innermost. */
    private static Typed product(Typed element, List<Index> indices, Optional<Typed> filter, Span span) {
        int last = indices.size() - 1;
        Typed product = new Typed.Fold(Typed.Reduction.PROD, element, List.of(indices.get(last)), filter, span);
        for (int k = last - 1; k >= 0; k--) {
            product = new Typed.Fold(Typed.Reduction.PROD, product, List.of(indices.get(k)), Optional.empty(), span);
        }
        return product;
    }

    /** {@code prod(v)}, written by index; what is not plain is evaluated once. */
    private static Typed product(Typed array, Span span) {
        if (!Calls.isPlain(array)) {
            Definition once = Calls.hidden("v", array, array.span());
            Typed product = product(new Typed.Reference(once, array.span()), span);
            return new Typed.Block("prod", List.of(once), product, span);
        }
        List<Index> indices = new ArrayList<>();
        List<Typed.Subscript.Part> parts = new ArrayList<>();
        for (Whole size : array.type().shape()) {
            indices.add(Calls.fresh(indices.size(), size));
            parts.add(new Typed.Subscript.At(Whole.of(indices.get(indices.size() - 1))));
        }
        Typed element = new Typed.Subscript(array, parts, Type.SCALAR, span);
        return product(element, indices, Optional.empty(), span);
    }

    private static Typed element(Formulas formulas, Expression.Fold written, Expression element) {
        String name = written.function().text();
        Typed typed = Elements.number(formulas.column(element, "the element of a reduction"), "`" + name + "`");
        if (!typed.type().isScalar()) {
            throw new Refusal(Diagnostic.at(
                            element.span(), Code.E0205, "`" + name + "` over an index takes a number for each value")
                    .label("" + typed.type())
                    .help("reduce each element, by index: `v[k] = " + name + "(A[i,k] for i)`"));
        }
        return typed;
    }

    private static Refusal noReduction(Formulas formulas, Expression.Fold written, Optional<Named> own) {
        String name = written.function().text();
        if (own.filter(Named.Broken.class::isInstance).isPresent()) {
            return Refusal.silent();
        }
        if (own.isEmpty() && !Builtins.knows(name)) {
            return Names.unknownFunction(name, written.function().span(), formulas.scope(), formulas.findings());
        }
        String indices = String.join(
                ", ", written.binders().stream().map(b -> b.name().text()).toList());
        return new Refusal(Diagnostic.at(
                        written.function().span(), Code.E0213, "`" + name + "` is no reduction and takes no `for`")
                .help("the array of all of them is an argument like any other: `" + name + "(["
                        + written.element().span().text() + " for " + indices + "])`"));
    }

    /** {@code sum(v)} of all elements of an array. */
    static Typed ofArray(String name, Typed.Reduction reduction, Typed array, Expression written, Expression call) {
        Elements.number(array, "`" + name + "`");
        if (array.type().isScalar()) {
            boolean both = reduction == Typed.Reduction.MAX || reduction == Typed.Reduction.MIN;
            String x = written.span().text();
            String alone = reduction.isPosition() ? "give it a vector" : "write `" + x + "` alone";
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0212,
                            reduction.isPosition()
                                    ? "`" + name + "` looks for a place in a vector, and this is a scalar"
                                    : "`" + name + "` of one scalar is that scalar; it reduces an array")
                    .label("a scalar")
                    .help(
                            both
                                    ? "of two numbers it is `" + name + "(0, " + x + ")`"
                                    : alone + ", or an index: `" + name + "(… for i)`"));
        }
        if (reduction.isPosition() && array.type().rank() > 1) {
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0213,
                            "`" + name + "` takes a vector, and this is `" + array.type() + "`")
                    .label("" + array.type())
                    .help(
                            array.type().rank() == 2
                                    ? "for each row write `k[i] = " + name + "(" + Words.operand(written) + "[i,:])`"
                                    : "name the other axes by indices: `k[i,j] = " + name + "(" + Words.operand(written)
                                            + "[i,j,:])`"));
        }
        return reduction == Typed.Reduction.PROD
                ? product(Elements.real(array), call.span())
                : new Typed.FoldArray(reduction, Elements.real(array), call.span());
    }

    /** {@code [e for i, j]}. */
    static Typed comprehension(Formulas formulas, Expression.Comprehension written) {
        IndexRanges.Bound<Typed> bound = IndexRanges.bind(
                formulas,
                IndexRanges.slots(written.binders()),
                "for",
                under -> Elements.settled(under.column(written.element(), "an element of an array")));
        for (int k = 0; k < bound.indices().size(); k++) {
            Index index = bound.indices().get(k);
            formulas.findings()
                    .atLeastOne(
                            index.size(),
                            formulas.scope().facts(),
                            written.binders().get(k).name().span(),
                            "the size of the axis of `" + index.name() + "`");
        }
        return build(bound, written.span());
    }

    static Typed.Build build(IndexRanges.Bound<Typed> bound, Span span) {
        Type element = bound.body().type();
        List<Whole> shape = new ArrayList<>(bound.sizes());
        shape.addAll(element.shape());
        return new Typed.Build(bound.indices(), bound.body(), new Type(element.kind(), shape, false), span);
    }
}
