package dev.adjoint.graph;

import dev.adjoint.graph.Node.Accumulated.Recurrence;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products, reductions and softmax as nodes. {@code mean}, {@code logsumexp}, {@code norm} and {@code softmax} are made of
 * sums and maxima, by the formulas of the language reference, so that they have no rules of calculus of their own: the
 * maximum is stopped, and a lazy choice keeps the exceptional cases apart.
 */
record Reductions(GraphBuilder builder) {

    /** What is reduced: an element for each value of the indices where the filter holds. */
    private record Elements(List<Index> indices, Optional<Expr> filter, Expr element) {}

    /** The node of a reduction, product or softmax; null for any other formula. */
    Node make(Site site, Typed formula) {
        if (formula instanceof Typed.Product product && product.form() != Typed.Product.Form.OUTER) {
            return product(site, product);
        }
        if (formula instanceof Typed.Softmax softmax) {
            return softmax(site, softmax);
        }
        if (formula instanceof Typed.Fold fold) {
            return fold.reduction().isPosition()
                    ? position(
                            site,
                            fold.reduction(),
                            elements(site, fold),
                            fold.indices().get(0).lower())
                    : reduce(site, fold.reduction(), elements(site, fold));
        }
        if (formula instanceof Typed.FoldArray fold) {
            return fold.reduction().isPosition()
                    ? position(site, fold.reduction(), elements(site, fold), Whole.ZERO)
                    : reduce(site, fold.reduction(), elements(site, fold));
        }
        return null;
    }

    private Elements elements(Site site, Typed.Fold fold) {
        List<Index> indices = Site.fresh(fold.indices());
        Frame inside = site.frame().with(fold.indices(), Site.values(fold.indices(), indices));
        Optional<Expr> said = fold.filter().map(f -> builder.scalar(f, inside));
        Frame filtered = fold.filter().isPresent() ? inside.under(fold.filter().get(), true) : inside;
        Expr element = builder.scalar(fold.element(), filtered);
        return new Elements(indices, both(builder.guard(site.frame()), said), element);
    }

    private Elements elements(Site site, Typed.FoldArray fold) {
        List<Index> indices = site.own(fold.array());
        Expr element = builder.element(fold.array(), site.frame(), GraphBuilder.wholes(indices));
        return new Elements(indices, both(builder.guard(site.frame()), Optional.empty()), element);
    }

    private static Optional<Expr> both(Expr guard, Optional<Expr> filter) {
        Expr all = Exprs.and(guard, filter.orElse(Exprs.TRUE));
        return all.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(all);
    }

    private Node reduce(Site site, Typed.Reduction reduction, Elements over) {
        return switch (reduction) {
            case SUM -> fold(site.label(), site.axes(), Reducer.SUM, over);
            case MAX -> fold(site.label(), site.axes(), Reducer.MAX, over);
            case MIN -> fold(site.label(), site.axes(), Reducer.MIN, over);
            case MEAN -> mean(site, over);
            case LOGSUMEXP -> logsumexp(site, over);
            case NORM -> norm(site, over);
            case PROD -> running(site, over);
            case ARGMAX, ARGMIN -> throw new IllegalStateException("see position");
        };
    }

    /** The value of the index, which in the typed tree begins at {@code lower}. */
    private Node position(Site site, Typed.Reduction reduction, Elements over, Whole lower) {
        Reducer reducer = reduction == Typed.Reduction.ARGMAX ? Reducer.ARGMAX : Reducer.ARGMIN;
        boolean shifted = !lower.equals(Whole.ZERO);
        Node.Defined.Reduce reduce = new Node.Defined.Reduce(reducer, over.indices(), over.filter());
        Optional<Whole> size = Optional.of(over.indices().get(0).size());
        Node.Label label = shifted ? site.label().derived("place", "place") : site.label();
        Node place = builder.add(new Node.Defined(label, site.axes(), Optional.of(reduce), over.element(), size));
        if (!shifted) {
            return place;
        }
        Whole at = Whole.of(new Atom.Gathered(place, GraphBuilder.wholes(site.axes())));
        Optional<Whole> bound = size.map(lower::plus);
        return builder.add(
                new Node.Defined(site.label(), site.axes(), Optional.empty(), new Expr.Count(lower.plus(at)), bound));
    }

    private Node fold(Node.Label label, List<Index> axes, Reducer reducer, Elements over) {
        Node.Defined.Reduce reduce = new Node.Defined.Reduce(reducer, over.indices(), over.filter());
        return builder.add(new Node.Defined(label, axes, Optional.of(reduce), over.element(), Optional.empty()));
    }

    /** A node that belongs to the one being made, with axes of its own: read it at the site's axes. */
    private Expr part(Site site, String name, Reducer reducer, Elements over) {
        Node node = fold(site.label().derived(name, name), site.axes(), reducer, over);
        return Exprs.read(node, site.axes());
    }

    /** {@code p[0] = 1; p[i + 1] = p[i]*v[i]}, the last: no division, so that the gradient is right where factors are 0. */
    private Node running(Site site, Elements over) {
        Index index = over.indices().get(0);
        Index loop = Index.ofLoop(index.name(), index.size());
        Index step = loop.fresh();
        Node.Accumulated products = builder.add(Node.Accumulated.recurrent(
                site.label().derived("products", "prod"),
                Kind.REAL,
                Optional.empty(),
                GraphBuilder.concat(
                        Site.fresh(site.axes()),
                        List.of(Index.over(loop, index.size().plus(1)))),
                Recurrence.forward(loop, false)));
        List<Whole> at = GraphBuilder.wholes(site.axes());
        Map<Index, Whole> here = Map.of(index, Whole.of(step));
        Expr sofar = Exprs.element(products, GraphBuilder.concat(at, List.of(Whole.of(step))));
        Expr next = Exprs.apply(Primitive.MULTIPLY, sofar, Exprs.substitute(over.element(), here));
        Expr filtered = over.filter()
                .map(f -> Exprs.choose(Exprs.substitute(f, here), next, sofar))
                .orElse(next);
        List<Index> outside = Site.fresh(site.axes());
        List<Whole> first = GraphBuilder.concat(GraphBuilder.wholes(outside), List.of(Whole.ZERO));
        List<Whole> target = GraphBuilder.concat(at, List.of(Whole.of(step).plus(1)));
        products.close(List.of(
                new Term(outside, first, Optional.empty(), Exprs.ONE),
                new Term(GraphBuilder.concat(site.axes(), List.of(step)), target, Optional.empty(), filtered)));
        return pointwise(site, List.of(), Exprs.element(products, GraphBuilder.concat(at, List.of(index.size()))));
    }

    private Node pointwise(Site site, List<Index> more, Expr body) {
        List<Index> axes = GraphBuilder.concat(site.axes(), more);
        return builder.add(new Node.Defined(site.label(), axes, Optional.empty(), body, Optional.empty()));
    }

    /**
     * {@code element} as a node over the site's axes and the reduced indices, so that it is computed once though it is used
     * twice; a plain read stays one.
     */
    private Elements stored(Site site, String name, Elements over) {
        if (over.element() instanceof Expr.Read || over.element() instanceof Expr.Constant) {
            return over;
        }
        List<Index> axes = GraphBuilder.concat(site.axes(), over.indices());
        Expr body = over.filter()
                .map(f -> Exprs.choose(f, over.element(), Exprs.ZERO))
                .orElse(over.element());
        Node node = builder.add(
                new Node.Defined(site.label().derived(name, name), axes, Optional.empty(), body, Optional.empty()));
        return new Elements(over.indices(), over.filter(), Exprs.read(node, axes));
    }

    private Elements with(Elements over, Expr element) {
        return new Elements(over.indices(), over.filter(), element);
    }

    private Node product(Site site, Typed.Product product) {
        List<Index> own = site.own(product);
        List<Whole> at = GraphBuilder.wholes(own);
        List<Whole> left = product.left().type().shape();
        Index inner = new Index(innerName(site, own), left.get(left.size() - 1));
        Whole k = Whole.of(inner);
        boolean matrix = left.size() == 2;
        Expr a = element(site, product.left(), matrix ? List.of(at.get(0), k) : List.of(k));
        int used = matrix ? 1 : 0;
        Expr b = element(site, product.right(), GraphBuilder.concat(List.of(k), at.subList(used, at.size())));
        Elements over = new Elements(
                List.of(inner),
                both(builder.guard(site.frame()), Optional.empty()),
                Exprs.apply(Primitive.MULTIPLY, a, b));
        return fold(site.label(), GraphBuilder.concat(site.axes(), own), Reducer.SUM, over);
    }

    private Expr element(Site site, Typed formula, List<Whole> at) {
        return builder.element(formula, site.frame(), at);
    }

    private static String innerName(Site site, List<Index> own) {
        List<Index> taken = GraphBuilder.concat(site.axes(), own);
        for (String letter : List.of("j", "k", "l", "m", "p", "q", "r", "s")) {
            if (taken.stream().noneMatch(i -> i.name().equals(letter))) {
                return letter;
            }
        }
        return "inner";
    }

    /** {@code sum(v)/n}. */
    private Node mean(Site site, Elements over) {
        Expr sum = part(site, "sum", Reducer.SUM, over);
        Expr count;
        if (over.filter().isPresent()) {
            count = part(site, "count", Reducer.SUM, with(over, Exprs.ONE));
        } else {
            Whole size = Whole.ONE;
            for (Index index : over.indices()) {
                size = size.times(index.size());
            }
            count = new Expr.Count(size);
        }
        return pointwise(site, List.of(), Exprs.apply(Primitive.DIVIDE, sum, count));
    }

    /** {@code m + log(sum(exp(v - m)))}; m where it is not finite. */
    private Node logsumexp(Site site, Elements all) {
        Elements over = stored(site, "v", all);
        Expr max = Exprs.apply(Primitive.STOP, part(site, "max", Reducer.MAX, over));
        Elements shifted =
                stored(site, "exp", with(over, Exprs.apply(Primitive.EXP, Exprs.minus(over.element(), max))));
        Expr sum = part(site, "sum", Reducer.SUM, shifted);
        Expr finite = Exprs.and(differs(max, Double.NEGATIVE_INFINITY), differs(max, Double.POSITIVE_INFINITY));
        return pointwise(site, List.of(), Exprs.choose(finite, Exprs.plus(max, Exprs.apply(Primitive.LOG, sum)), max));
    }

    /** {@code m*sqrt(sum((v/m)^2))} with m the largest magnitude; m where it is 0 or infinite. */
    private Node norm(Site site, Elements all) {
        Elements over = stored(site, "v", all);
        Expr max = Exprs.apply(
                Primitive.STOP, part(site, "max", Reducer.MAX, with(over, Exprs.apply(Primitive.ABS, over.element()))));
        // An empty maximum is -infinity; of magnitudes it is 0.
        Expr scale = over.filter().isPresent() ? Exprs.apply(Primitive.MAX, Exprs.ZERO, max) : max;
        Expr ratio = Exprs.apply(Primitive.DIVIDE, over.element(), scale);
        Expr squares = part(site, "squares", Reducer.SUM, with(over, Exprs.apply(Primitive.SQUARE, ratio)));
        Expr regular = Exprs.and(differs(scale, 0), differs(scale, Double.POSITIVE_INFINITY));
        Expr value = Exprs.apply(Primitive.MULTIPLY, scale, Exprs.apply(Primitive.SQRT, squares));
        return pointwise(site, List.of(), Exprs.choose(regular, value, scale));
    }

    private static Expr differs(Expr value, double constant) {
        return Exprs.compare(Comparison.NOT_EQUAL, value, Exprs.constant(constant));
    }

    /** {@code e/sum(e)} with {@code e = exp(v - m)}. */
    private Node softmax(Site site, Typed.Softmax softmax) {
        List<Index> indices = site.own(softmax.vector());
        Elements over = new Elements(
                indices,
                both(builder.guard(site.frame()), Optional.empty()),
                builder.element(softmax.vector(), site.frame(), GraphBuilder.wholes(indices)));
        Elements vector = stored(site, "v", over);
        Expr max = Exprs.apply(Primitive.STOP, part(site, "max", Reducer.MAX, vector));
        Elements exp =
                stored(site, "exp", with(vector, Exprs.apply(Primitive.EXP, Exprs.minus(vector.element(), max))));
        Expr sum = part(site, "sum", Reducer.SUM, exp);
        Expr quotient = Exprs.apply(Primitive.DIVIDE, exp.element(), sum);
        return pointwise(site, indices, Exprs.choose(builder.guard(site.frame()), quotient, Exprs.ZERO));
    }
}
