package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reductions, over indices or of an array, and arrays made by index. */
final class Folds {

    static final Map<String, Typed.Reduction> REDUCTIONS = Map.of(
            "sum", Typed.Reduction.SUM,
            "mean", Typed.Reduction.MEAN,
            "max", Typed.Reduction.MAX,
            "min", Typed.Reduction.MIN,
            "logsumexp", Typed.Reduction.LOGSUMEXP,
            "norm", Typed.Reduction.NORM);

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
        return new Typed.Fold(
                reduction, bound.body().element(), bound.indices(), bound.body().filter(), written.span());
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
        if (own.isEmpty() && Builtins.isLater(name)) {
            return Builtins.later(name, written.function().span());
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
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0212,
                            "`" + name + "` of one scalar is that scalar; it reduces an array")
                    .label("a scalar")
                    .help(
                            both
                                    ? "of two numbers it is `" + name + "(0, " + x + ")`"
                                    : "write `" + x + "` alone, or an index: `" + name + "(… for i)`"));
        }
        return new Typed.FoldArray(reduction, Elements.real(array), call.span());
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

    static Typed.Build build(IndexRanges.Bound<Typed> bound, dev.adjoint.source.Span span) {
        Type element = bound.body().type();
        List<Whole> shape = new ArrayList<>(bound.sizes());
        shape.addAll(element.shape());
        return new Typed.Build(bound.indices(), bound.body(), new Type(element.kind(), shape, false), span);
    }
}
