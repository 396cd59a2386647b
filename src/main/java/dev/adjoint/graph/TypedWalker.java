package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.List;

/** Visits everything below a formula of the typed tree, locals of functions included, references not followed. */
abstract class TypedWalker implements Typed.Visitor<Void> {

    final void walk(Typed formula) {
        formula.accept(this);
    }

    @Override
    public Void literal(Typed.Literal literal) {
        return null;
    }

    /** Everything that is named, also in subscripts. */
    void symbol(Symbol symbol) {}

    private void symbols(Whole number) {
        for (Atom atom : number.atoms()) {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Symbol symbol) {
                symbol(symbol);
            }
        }
    }

    @Override
    public Void count(Typed.Count count) {
        symbols(count.value());
        return null;
    }

    @Override
    public Void reference(Typed.Reference reference) {
        symbol(reference.symbol());
        return null;
    }

    @Override
    public Void each(Typed.Each each) {
        each.operands().forEach(this::walk);
        return null;
    }

    @Override
    public Void compare(Typed.Compare compare) {
        walk(compare.left());
        walk(compare.right());
        return null;
    }

    @Override
    public Void logic(Typed.Logic logic) {
        logic.operands().forEach(this::walk);
        return null;
    }

    @Override
    public Void product(Typed.Product product) {
        walk(product.left());
        walk(product.right());
        return null;
    }

    @Override
    public Void transpose(Typed.Transpose transpose) {
        walk(transpose.operand());
        return null;
    }

    @Override
    public Void subscript(Typed.Subscript subscript) {
        for (Typed.Subscript.Part part : subscript.parts()) {
            symbols(part instanceof Typed.Subscript.At at ? at.index() : ((Typed.Subscript.Slice) part).from());
        }
        walk(subscript.base());
        return null;
    }

    @Override
    public Void conditional(Typed.Conditional conditional) {
        walk(conditional.condition());
        walk(conditional.then());
        walk(conditional.otherwise());
        return null;
    }

    @Override
    public Void fold(Typed.Fold fold) {
        walk(fold.element());
        fold.filter().ifPresent(this::walk);
        return null;
    }

    @Override
    public Void foldArray(Typed.FoldArray fold) {
        walk(fold.array());
        return null;
    }

    @Override
    public Void build(Typed.Build build) {
        walk(build.element());
        return null;
    }

    @Override
    public Void stack(Typed.Stack stack) {
        stack.parts().forEach(this::walk);
        return null;
    }

    @Override
    public Void concat(Typed.Concat concat) {
        concat.parts().forEach(this::walk);
        return null;
    }

    @Override
    public Void softmax(Typed.Softmax softmax) {
        walk(softmax.vector());
        return null;
    }

    @Override
    public Void kernel(Typed.Kernel kernel) {
        kernel.operands().forEach(this::walk);
        return null;
    }

    @Override
    public Void held(Typed.Held held) {
        walk(held.operand());
        return null;
    }

    @Override
    public Void block(Typed.Block block) {
        for (Definition local : block.locals()) {
            walk(local.value());
        }
        walk(block.result());
        return null;
    }

    @Override
    public Void gated(Typed.Gated gated) {
        OwnGradient gradient = gated.gradient();
        for (List<Definition> all : List.of(gradient.arguments(), gradient.locals(), gradient.steps())) {
            all.forEach(definition -> walk(definition.value()));
        }
        gradient.results().forEach(this::walk);
        gradient.partials().forEach(this::walk);
        return null;
    }

    @Override
    public Void scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        scan.carries().forEach(c -> walk(c.first()));
        scan.carries().forEach(c -> walk(c.next()));
        scan.condition().ifPresent(this::walk);
        scan.body().forEach(d -> walk(d.value()));
        return null;
    }
}
