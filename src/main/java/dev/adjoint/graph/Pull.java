package dev.adjoint.graph;

import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One element of a formula, as a scalar formula over the axes of the node being made. What is a gate of its own is made a
 * node and read; everything else (a slice, a transpose, a formula under an index) is followed inwards.
 */
record Pull(GraphBuilder builder, Frame frame, List<Whole> subscripts) implements Typed.Visitor<Expr> {

    /** Too cheap to be worth an array. */
    private static final Set<Primitive> CHEAP = EnumSet.of(
            Primitive.ADD,
            Primitive.SUBTRACT,
            Primitive.MULTIPLY,
            Primitive.NEGATE,
            Primitive.SQUARE,
            Primitive.ABS,
            Primitive.MAX,
            Primitive.MIN,
            Primitive.STOP);

    /** The element of a formula that is being made a node itself: its own operator stays, its operands are pulled. */
    Expr body(Typed formula) {
        if (formula instanceof Typed.Each each) {
            return inline(each);
        }
        if (formula instanceof Typed.Conditional conditional) {
            return inline(conditional);
        }
        if (formula instanceof Typed.Product product && product.form() == Typed.Product.Form.OUTER) {
            return outer(product);
        }
        if (formula instanceof Typed.Held held) {
            return new Expr.Held(pull(held.operand(), subscripts), held.size());
        }
        return formula.accept(this);
    }

    private Expr pull(Typed formula, List<Whole> at) {
        return builder.element(formula, frame, at);
    }

    private Expr scalar(Typed formula) {
        return pull(formula, List.of());
    }

    private Expr readGate(Typed formula) {
        GraphBuilder.Made made = builder.gate(formula, frame);
        return Exprs.element(made.node(), made.at(frame, subscripts));
    }

    private Expr inline(Typed.Each each) {
        List<Expr> operands = new ArrayList<>();
        for (Typed operand : each.operands()) {
            operands.add(pull(operand, operand.type().isScalar() ? List.of() : subscripts));
        }
        return new Expr.Apply(each.primitive(), operands);
    }

    private Expr inline(Typed.Conditional conditional) {
        Expr condition = scalar(conditional.condition());
        Frame taken = frame.under(conditional.condition(), true);
        Frame other = frame.under(conditional.condition(), false);
        return Exprs.choose(
                condition,
                builder.element(conditional.then(), taken, subscripts),
                builder.element(conditional.otherwise(), other, subscripts));
    }

    private Expr outer(Typed.Product product) {
        return Exprs.apply(
                Primitive.MULTIPLY,
                pull(product.left(), subscripts.subList(0, 1)),
                pull(product.right(), subscripts.subList(1, 2)));
    }

    @Override
    public Expr literal(Typed.Literal literal) {
        return Exprs.constant(literal.value());
    }

    @Override
    public Expr count(Typed.Count count) {
        return new Expr.Count(builder.whole(count.value(), frame));
    }

    @Override
    public Expr reference(Typed.Reference reference) {
        GraphBuilder.Made made = builder.made(reference.symbol());
        return Exprs.element(made.node(), made.at(frame, subscripts));
    }

    @Override
    public Expr each(Typed.Each each) {
        boolean own = frame.isMatrix()
                ? !isPartialHere(each)
                : each.type().isScalar() && !CHEAP.contains(each.primitive()) && builder.isInvariant(each, frame);
        return own || builder.isLarge(each) ? readGate(each) : inline(each);
    }

    private boolean isPartialHere(Typed formula) {
        return !frame.path().isEmpty() && Partial.is(formula);
    }

    @Override
    public Expr compare(Typed.Compare compare) {
        return Exprs.compare(compare.comparison(), scalar(compare.left()), scalar(compare.right()));
    }

    @Override
    public Expr logic(Typed.Logic logic) {
        Typed first = logic.operands().get(0);
        Expr left = scalar(first);
        if (logic.connective() == Typed.Connective.NOT) {
            return Exprs.not(left);
        }
        boolean and = logic.connective() == Typed.Connective.AND;
        Expr right = builder.scalar(logic.operands().get(1), frame.under(first, and));
        return and ? Exprs.and(left, right) : Exprs.or(left, right);
    }

    @Override
    public Expr product(Typed.Product product) {
        return product.form() == Typed.Product.Form.OUTER && !frame.isMatrix() ? outer(product) : readGate(product);
    }

    @Override
    public Expr transpose(Typed.Transpose transpose) {
        return pull(
                transpose.operand(),
                subscripts.size() == 2 ? List.of(subscripts.get(1), subscripts.get(0)) : subscripts);
    }

    @Override
    public Expr subscript(Typed.Subscript subscript) {
        List<Whole> inner = new ArrayList<>();
        int next = 0;
        for (Typed.Subscript.Part part : subscript.parts()) {
            if (part instanceof Typed.Subscript.At at) {
                inner.add(builder.whole(at.index(), frame));
            } else if (part instanceof Typed.Subscript.Slice slice) {
                inner.add(builder.whole(slice.from(), frame).plus(subscripts.get(next++)));
            }
        }
        return pull(subscript.base(), inner);
    }

    @Override
    public Expr conditional(Typed.Conditional conditional) {
        return frame.isMatrix() && !isPartialHere(conditional) ? readGate(conditional) : inline(conditional);
    }

    @Override
    public Expr fold(Typed.Fold fold) {
        return readGate(fold);
    }

    @Override
    public Expr foldArray(Typed.FoldArray fold) {
        return readGate(fold);
    }

    @Override
    public Expr build(Typed.Build build) {
        int count = build.indices().size();
        List<Whole> values = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            values.add(build.indices().get(k).lower().plus(subscripts.get(k)));
        }
        return builder.element(
                build.element(), frame.with(build.indices(), values), subscripts.subList(count, subscripts.size()));
    }

    @Override
    public Expr stack(Typed.Stack stack) {
        Whole first = subscripts.get(0);
        return first.isNumber()
                ? pull(stack.parts().get((int) first.number()), subscripts.subList(1, subscripts.size()))
                : readGate(stack);
    }

    @Override
    public Expr concat(Typed.Concat concat) {
        return readGate(concat);
    }

    @Override
    public Expr softmax(Typed.Softmax softmax) {
        return readGate(softmax);
    }

    @Override
    public Expr kernel(Typed.Kernel kernel) {
        return readGate(kernel);
    }

    @Override
    public Expr held(Typed.Held held) {
        return readGate(held);
    }

    @Override
    public Expr block(Typed.Block block) {
        block.locals().forEach(local -> builder.define(local, frame));
        return pull(block.result(), subscripts);
    }

    @Override
    public Expr gated(Typed.Gated gated) {
        builder.templates().make(gated, frame);
        GraphBuilder.Made made = builder.made(gated.gradient().values().get(gated.result()));
        return new Expr.Read(made.node(), made.at(frame, subscripts));
    }

    @Override
    public Expr derivative(Typed.Derivative derivative) {
        return readGate(derivative);
    }

    @Override
    public Expr scanned(Typed.Scanned scanned) {
        return builder.leftBehind(scanned, frame, subscripts);
    }
}
