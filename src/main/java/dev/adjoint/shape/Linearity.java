package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether what a function says as its gradient is linear in the upstream gradients, as far as its form says: they occur in
 * sums, in products and quotients with what does not depend on them, and in what only moves numbers about.
 */
final class Linearity implements Typed.Visitor<Linearity.Degree> {

    /** How a formula depends on the upstream gradients. */
    enum Degree {
        /** It is 0. */
        ZERO,
        /** Not at all. */
        FREE,
        LINEAR
    }

    private final OwnGradient gradient;
    private final IdentityHashMap<Symbol, Degree> degrees = new IdentityHashMap<>();
    private final IdentityHashMap<Definition, Boolean> open = new IdentityHashMap<>();

    /** @param steps what the gradient defines on its way */
    Linearity(OwnGradient gradient, List<Definition> steps) {
        this.gradient = gradient;
        gradient.upstream().forEach(d -> degrees.put(d, Degree.LINEAR));
        steps.forEach(s -> open.put(s, true));
    }

    /** Refuses what reaches an argument if it is not linear. */
    void check(Typed partial, Expression written) {
        if (partial.accept(this) == Degree.FREE) {
            String upstream = gradient.upstream().get(0).name();
            String product = partial.type().isScalar() ? "*" : " .* ";
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0510,
                            "the gradient for an argument is linear in " + upstreams() + ", and this does not contain "
                                    + (gradient.upstream().size() == 1 ? "it" : "them"))
                    .help("by the chain rule it is the upstream gradient times the derivative: `" + upstream + product
                            + Words.operand(written) + "`"));
        }
    }

    /** {@code `d`}, {@code `d1` and `d2`}. */
    private String upstreams() {
        return gradient.upstream().stream().map(d -> "`" + d + "`").collect(Collectors.joining(" and "));
    }

    private Refusal refused(Span place, String what) {
        return new Refusal(Diagnostic.at(place, Code.E0510, "a gradient is linear in " + upstreams() + ", and " + what)
                .help("the upstream gradient stands in sums, and in products with what does not depend on it"));
    }

    private Degree free(Typed formula, String what) {
        if (formula.accept(this) == Degree.LINEAR) {
            throw refused(formula.span(), what + " depends on it");
        }
        return Degree.FREE;
    }

    private void free(Whole number, Span place) {
        for (Atom atom : number.atoms()) {
            if (atom instanceof Atom.Gathered gathered
                    && gathered.array() instanceof Symbol symbol
                    && of(symbol) == Degree.LINEAR) {
                throw refused(place, "this position depends on it");
            }
        }
    }

    private Degree of(Symbol symbol) {
        Degree known = degrees.get(symbol);
        if (known == null) {
            known = symbol instanceof Definition definition && open.containsKey(definition)
                    ? definition.value().accept(this)
                    : Degree.FREE;
            degrees.put(symbol, known);
        }
        return known;
    }

    /** What has some of these as parts, or one of them, or their sum. */
    private Degree joined(List<Typed> parts) {
        Degree all = Degree.ZERO;
        Typed odd = null;
        for (Typed part : parts) {
            Degree degree = part.accept(this);
            odd = degree == Degree.FREE ? part : odd;
            all = all == Degree.ZERO || degree == Degree.LINEAR ? degree : all;
        }
        if (all == Degree.LINEAR && odd != null) {
            throw refused(odd.span(), "this beside it does not depend on it");
        }
        return all;
    }

    private Degree product(Typed left, Typed right, Span place) {
        Degree one = left.accept(this);
        Degree other = right.accept(this);
        if (one == Degree.LINEAR && other == Degree.LINEAR) {
            throw refused(place, "here it is multiplied with itself");
        }
        if (one == Degree.ZERO || other == Degree.ZERO) {
            return Degree.ZERO;
        }
        return one == Degree.LINEAR || other == Degree.LINEAR ? Degree.LINEAR : Degree.FREE;
    }

    @Override
    public Degree literal(Typed.Literal literal) {
        return literal.value() == 0 ? Degree.ZERO : Degree.FREE;
    }

    @Override
    public Degree count(Typed.Count count) {
        free(count.value(), count.span());
        return Degree.FREE;
    }

    @Override
    public Degree reference(Typed.Reference reference) {
        return of(reference.symbol());
    }

    @Override
    public Degree each(Typed.Each each) {
        Typed first = each.operands().get(0);
        switch (each.primitive()) {
            case ADD, SUBTRACT -> {
                return joined(each.operands());
            }
            case NEGATE -> {
                return first.accept(this);
            }
            case MULTIPLY -> {
                return product(first, each.operands().get(1), each.span());
            }
            case DIVIDE -> {
                free(each.operands().get(1), "what it is divided by");
                return first.accept(this);
            }
            default -> {
                each.operands().forEach(o -> free(o, "what `" + each.primitive().word() + "` is taken of"));
                return Degree.FREE;
            }
        }
    }

    @Override
    public Degree compare(Typed.Compare compare) {
        free(compare.left(), "what is compared");
        return free(compare.right(), "what is compared");
    }

    @Override
    public Degree logic(Typed.Logic logic) {
        logic.operands().forEach(o -> o.accept(this));
        return Degree.FREE;
    }

    @Override
    public Degree product(Typed.Product product) {
        return product(product.left(), product.right(), product.span());
    }

    @Override
    public Degree transpose(Typed.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Degree subscript(Typed.Subscript subscript) {
        for (Typed.Subscript.Part part : subscript.parts()) {
            free(
                    part instanceof Typed.Subscript.At at ? at.index() : ((Typed.Subscript.Slice) part).from(),
                    subscript.span());
        }
        return subscript.base().accept(this);
    }

    @Override
    public Degree conditional(Typed.Conditional conditional) {
        free(conditional.condition(), "the condition");
        return joined(List.of(conditional.then(), conditional.otherwise()));
    }

    @Override
    public Degree fold(Typed.Fold fold) {
        fold.filter().ifPresent(f -> free(f, "the filter"));
        return reduced(fold.reduction(), fold.element());
    }

    @Override
    public Degree foldArray(Typed.FoldArray foldArray) {
        return reduced(foldArray.reduction(), foldArray.array());
    }

    private Degree reduced(Typed.Reduction reduction, Typed element) {
        if (reduction == Typed.Reduction.SUM || reduction == Typed.Reduction.MEAN) {
            return element.accept(this);
        }
        return free(element, "what is reduced other than by `sum` or `mean`");
    }

    @Override
    public Degree build(Typed.Build build) {
        return build.element().accept(this);
    }

    @Override
    public Degree stack(Typed.Stack stack) {
        return joined(stack.parts());
    }

    @Override
    public Degree concat(Typed.Concat concat) {
        return joined(concat.parts());
    }

    @Override
    public Degree softmax(Typed.Softmax softmax) {
        return free(softmax.vector(), "what `softmax` is taken of");
    }

    @Override
    public Degree held(Typed.Held held) {
        return free(held.operand(), "what `index` is taken of");
    }

    @Override
    public Degree block(Typed.Block block) {
        block.locals().forEach(local -> open.put(local, true));
        return block.result().accept(this);
    }

    /** The function is linear in an argument if its body is. */
    @Override
    public Degree gated(Typed.Gated gated) {
        OwnGradient other = gated.gradient();
        List.of(other.arguments(), other.locals()).forEach(all -> all.forEach(local -> open.put(local, true)));
        return other.results().get(gated.result()).accept(this);
    }

    /** The derivative of what is linear is linear, along a direction also in that. */
    @Override
    public Degree derivative(Typed.Derivative derivative) {
        free(derivative.independent().value(), "what a derivative is taken with respect to");
        derivative.between().forEach(local -> open.put(local, true));
        return derivative.direction().isPresent()
                ? product(derivative.value(), derivative.direction().get(), derivative.span())
                : derivative.value().accept(this);
    }

    @Override
    public Degree scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        scan.body().forEach(local -> open.put(local, true));
        scan.carries().forEach(carry -> degrees.putIfAbsent(carry, Degree.ZERO));
        scan.rows().forEach(rows -> degrees.putIfAbsent(rows, Degree.ZERO));
        while (grows(scan)) {
            scan.body().forEach(degrees::remove);
        }
        return of(scanned.symbol());
    }

    /** Whether what a loop carries or collects depends on more than is known of it so far. */
    private boolean grows(Scan scan) {
        boolean grown = false;
        for (Scan.Carry carry : scan.carries()) {
            grown |= isNew(carry, joined(List.of(carry.first(), carry.next())));
        }
        for (Scan.Rows rows : scan.rows()) {
            grown |= isNew(rows, of(rows.row()));
        }
        scan.condition().ifPresent(c -> free(c, "the condition"));
        return grown;
    }

    private boolean isNew(Symbol symbol, Degree degree) {
        return degrees.put(symbol, degree) != degree;
    }

    /** The solution of a system is linear in its right side; all else is not. */
    @Override
    public Degree kernel(Typed.Kernel kernel) {
        Degree matrix = free(kernel.operands().get(0), "the matrix");
        return kernel.operands().size() > 1 ? kernel.operands().get(1).accept(this) : matrix;
    }
}
