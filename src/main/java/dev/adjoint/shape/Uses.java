package dev.adjoint.shape;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The symbols that a formula reads, also in subscripts and numbers; what a block or loop defines for itself is not among
 * them. They come in the order in which they are read.
 */
public final class Uses implements Typed.Visitor<Void> {

    private final Set<Symbol> found = new LinkedHashSet<>();
    private final Set<Symbol> locals = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<OwnGradient> gradients = Collections.newSetFromMap(new IdentityHashMap<>());

    private Uses() {}

    /** The symbols that a formula reads. */
    public static Set<Symbol> of(Typed formula) {
        Uses uses = new Uses();
        formula.accept(uses);
        uses.found.removeAll(uses.locals);
        return uses.found;
    }

    private void all(List<Typed> formulas) {
        formulas.forEach(f -> f.accept(this));
    }

    private void number(Whole whole) {
        for (Atom atom : whole.atoms()) {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Symbol symbol) {
                found.add(symbol);
            }
        }
    }

    @Override
    public Void literal(Typed.Literal literal) {
        return null;
    }

    @Override
    public Void count(Typed.Count count) {
        number(count.value());
        return null;
    }

    @Override
    public Void reference(Typed.Reference reference) {
        found.add(reference.symbol());
        return null;
    }

    @Override
    public Void each(Typed.Each each) {
        all(each.operands());
        return null;
    }

    @Override
    public Void compare(Typed.Compare compare) {
        all(List.of(compare.left(), compare.right()));
        return null;
    }

    @Override
    public Void logic(Typed.Logic logic) {
        all(logic.operands());
        return null;
    }

    @Override
    public Void product(Typed.Product product) {
        all(List.of(product.left(), product.right()));
        return null;
    }

    @Override
    public Void transpose(Typed.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Void subscript(Typed.Subscript subscript) {
        for (Typed.Subscript.Part part : subscript.parts()) {
            number(part instanceof Typed.Subscript.At at ? at.index() : ((Typed.Subscript.Slice) part).from());
        }
        return subscript.base().accept(this);
    }

    @Override
    public Void conditional(Typed.Conditional conditional) {
        all(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
        return null;
    }

    @Override
    public Void fold(Typed.Fold fold) {
        fold.filter().ifPresent(f -> f.accept(this));
        return fold.element().accept(this);
    }

    @Override
    public Void foldArray(Typed.FoldArray foldArray) {
        return foldArray.array().accept(this);
    }

    @Override
    public Void build(Typed.Build build) {
        return build.element().accept(this);
    }

    @Override
    public Void stack(Typed.Stack stack) {
        all(stack.parts());
        return null;
    }

    @Override
    public Void concat(Typed.Concat concat) {
        all(concat.parts());
        return null;
    }

    @Override
    public Void softmax(Typed.Softmax softmax) {
        return softmax.vector().accept(this);
    }

    @Override
    public Void kernel(Typed.Kernel kernel) {
        all(kernel.operands());
        return null;
    }

    @Override
    public Void held(Typed.Held held) {
        return held.operand().accept(this);
    }

    @Override
    public Void block(Typed.Block block) {
        for (Definition local : block.locals()) {
            locals.add(local);
            local.value().accept(this);
        }
        return block.result().accept(this);
    }

    @Override
    public Void gated(Typed.Gated gated) {
        OwnGradient gradient = gated.gradient();
        if (gradients.add(gradient)) {
            locals.addAll(gradient.values());
            locals.addAll(gradient.upstream());
            for (List<Definition> own : List.of(gradient.arguments(), gradient.locals(), gradient.steps())) {
                locals.addAll(own);
                own.forEach(local -> local.value().accept(this));
            }
            all(gradient.results());
            all(gradient.partials());
        }
        return null;
    }

    @Override
    public Void derivative(Typed.Derivative derivative) {
        locals.add(derivative.independent());
        locals.addAll(derivative.between());
        derivative.independent().value().accept(this);
        derivative.between().forEach(local -> local.value().accept(this));
        derivative.direction().ifPresent(v -> v.accept(this));
        return derivative.value().accept(this);
    }

    @Override
    public Void scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        scan.carries().forEach(carry -> {
            locals.add(carry);
            carry.first().accept(this);
            carry.next().accept(this);
        });
        locals.addAll(scan.rows());
        scan.condition().ifPresent(c -> c.accept(this));
        for (Definition definition : scan.body()) {
            locals.add(definition);
            definition.value().accept(this);
        }
        return null;
    }
}
