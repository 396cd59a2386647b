package dev.adjoint.java;

import dev.adjoint.loops.Value;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of a constant formula as a scalar one: what a start value is at the given subscripts. */
final class Elementwise implements Typed.Visitor<Value> {

    /** A formula that no single expression can say. */
    static final class Unsupported extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Span place;

        Unsupported(Span place) {
            super(null, null, false, false);
            this.place = place;
        }

        Span place() {
            return place;
        }
    }

    private final List<Whole> subscripts;
    private final Map<Index, Whole> indices;

    private Elementwise(List<Whole> subscripts, Map<Index, Whole> indices) {
        this.subscripts = subscripts;
        this.indices = indices;
    }

    /**
     * The element at the subscripts, one for each axis.
     *
     * @throws Unsupported for products and reductions
     */
    static Value of(Typed formula, List<Whole> subscripts) {
        return formula.accept(new Elementwise(subscripts, new HashMap<>()));
    }

    private Value at(Typed formula, List<Whole> where) {
        return formula.accept(new Elementwise(where, indices));
    }

    private Value part(Typed operand) {
        return at(operand, operand.type().isScalar() ? List.of() : subscripts);
    }

    private Whole whole(Whole whole) {
        return whole.substitute(atom ->
                atom instanceof Index index ? Optional.ofNullable(indices.get(index)) : Optional.<Whole>empty());
    }

    @Override
    public Value literal(Typed.Literal literal) {
        return new Value.Constant(literal.value());
    }

    @Override
    public Value count(Typed.Count count) {
        return new Value.Count(whole(count.value()));
    }

    @Override
    public Value reference(Typed.Reference reference) {
        if (reference.symbol() instanceof Definition definition) {
            return at(definition.value(), subscripts);
        }
        throw new Unsupported(reference.span());
    }

    @Override
    public Value each(Typed.Each each) {
        return new Value.Apply(
                each.primitive(), each.operands().stream().map(this::part).toList());
    }

    @Override
    public Value compare(Typed.Compare compare) {
        return new Value.Compare(compare.comparison(), part(compare.left()), part(compare.right()));
    }

    @Override
    public Value logic(Typed.Logic logic) {
        Value first = part(logic.operands().get(0));
        return switch (logic.connective()) {
            case NOT -> new Value.Not(first);
            case AND -> new Value.And(first, part(logic.operands().get(1)));
            case OR -> new Value.Or(first, part(logic.operands().get(1)));
        };
    }

    @Override
    public Value product(Typed.Product product) {
        throw new Unsupported(product.span());
    }

    @Override
    public Value transpose(Typed.Transpose transpose) {
        List<Whole> turned = subscripts.size() == 2 ? List.of(subscripts.get(1), subscripts.get(0)) : subscripts;
        return at(transpose.operand(), turned);
    }

    @Override
    public Value subscript(Typed.Subscript subscript) {
        List<Whole> inner = new ArrayList<>();
        int axis = 0;
        for (Typed.Subscript.Part part : subscript.parts()) {
            if (part instanceof Typed.Subscript.At at) {
                inner.add(whole(at.index()));
            } else if (part instanceof Typed.Subscript.Slice slice) {
                inner.add(whole(slice.from()).plus(subscripts.get(axis++)));
            }
        }
        return at(subscript.base(), inner);
    }

    @Override
    public Value conditional(Typed.Conditional conditional) {
        return new Value.Choose(
                at(conditional.condition(), List.of()), part(conditional.then()), part(conditional.otherwise()));
    }

    @Override
    public Value fold(Typed.Fold fold) {
        throw new Unsupported(fold.span());
    }

    @Override
    public Value foldArray(Typed.FoldArray fold) {
        throw new Unsupported(fold.span());
    }

    @Override
    public Value build(Typed.Build build) {
        Map<Index, Whole> inner = new HashMap<>(indices);
        int axes = build.indices().size();
        for (int k = 0; k < axes; k++) {
            Index index = build.indices().get(k);
            inner.put(index, index.lower().plus(subscripts.get(k)));
        }
        return build.element().accept(new Elementwise(subscripts.subList(axes, subscripts.size()), inner));
    }

    @Override
    public Value stack(Typed.Stack stack) {
        List<Whole> inner = subscripts.subList(1, subscripts.size());
        Whole first = subscripts.get(0);
        if (first.isNumber()) {
            return at(stack.parts().get((int) first.number()), inner);
        }
        int last = stack.parts().size() - 1;
        Value value = at(stack.parts().get(last), inner);
        for (int k = last - 1; k >= 0; k--) {
            Value here =
                    new Value.Compare(Typed.Comparison.EQUAL, new Value.Count(first), new Value.Count(Whole.of(k)));
            value = new Value.Choose(here, at(stack.parts().get(k), inner), value);
        }
        return value;
    }

    @Override
    public Value concat(Typed.Concat concat) {
        throw new Unsupported(concat.span());
    }

    @Override
    public Value softmax(Typed.Softmax softmax) {
        throw new Unsupported(softmax.span());
    }

    @Override
    public Value kernel(Typed.Kernel kernel) {
        throw new Unsupported(kernel.span());
    }

    @Override
    public Value held(Typed.Held held) {
        throw new Unsupported(held.span());
    }

    @Override
    public Value block(Typed.Block block) {
        return at(block.result(), subscripts);
    }

    @Override
    public Value gated(Typed.Gated gated) {
        return at(gated.gradient().results().get(gated.result()), subscripts);
    }

    @Override
    public Value scanned(Typed.Scanned scanned) {
        throw new Unsupported(scanned.span());
    }

    @Override
    public Value derivative(Typed.Derivative derivative) {
        throw new Unsupported(derivative.span());
    }
}
