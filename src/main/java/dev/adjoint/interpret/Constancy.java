package dev.adjoint.interpret;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Which formulas are constant: no param, input or carried value reaches them, not even through {@code stop} or as a subscript. At a
 * tie a constant operand of {@code max} or {@code min} wins.
 */
final class Constancy implements Typed.Visitor<Boolean> {

    private final IdentityHashMap<Typed, Boolean> formulas = new IdentityHashMap<>();
    private final IdentityHashMap<Definition, Boolean> definitions = new IdentityHashMap<>();

    private final IdentityHashMap<Scan.Rows, Boolean> rows = new IdentityHashMap<>();

    boolean isConstant(Typed formula) {
        Boolean known = formulas.get(formula);
        if (known == null) {
            known = formula.accept(this);
            formulas.put(formula, known);
        }
        return known;
    }

    private boolean areConstant(List<Typed> formulas) {
        return formulas.stream().allMatch(this::isConstant);
    }

    private boolean isConstant(Symbol symbol) {
        if (symbol instanceof Scan.Rows rows) {
            return isConstant(rows);
        }
        if (!(symbol instanceof Definition definition)) {
            return false;
        }
        Boolean known = definitions.get(definition);
        if (known == null) {
            known = isConstant(definition.value());
            definitions.put(definition, known);
        }
        return known;
    }

    /**
     * Rows are made of rows before them, so they are first taken to be constant. If they turn out not to be, what was found
     * constant on the way counts no more.
     */
    private boolean isConstant(Scan.Rows symbol) {
        Boolean known = rows.putIfAbsent(symbol, true);
        if (known == null) {
            known = isConstant(symbol.row());
            if (!known) {
                formulas.values().removeIf(Boolean::booleanValue);
                definitions.values().removeIf(Boolean::booleanValue);
                rows.values().removeIf(Boolean::booleanValue);
                rows.put(symbol, false);
            }
        }
        return known;
    }

    private boolean isConstant(Whole number) {
        return number.atoms().stream()
                .allMatch(a -> !(a instanceof Atom.Gathered gathered)
                        || (gathered.array() instanceof Symbol symbol && isConstant(symbol)));
    }

    private boolean isConstant(Typed.Subscript.Part part) {
        return part instanceof Typed.Subscript.At at
                ? isConstant(at.index())
                : part instanceof Typed.Subscript.Slice slice && isConstant(slice.from());
    }

    @Override
    public Boolean literal(Typed.Literal literal) {
        return true;
    }

    @Override
    public Boolean count(Typed.Count count) {
        return isConstant(count.value());
    }

    @Override
    public Boolean reference(Typed.Reference reference) {
        return isConstant(reference.symbol());
    }

    @Override
    public Boolean each(Typed.Each each) {
        return areConstant(each.operands());
    }

    @Override
    public Boolean compare(Typed.Compare compare) {
        return isConstant(compare.left()) && isConstant(compare.right());
    }

    @Override
    public Boolean logic(Typed.Logic logic) {
        return areConstant(logic.operands());
    }

    @Override
    public Boolean product(Typed.Product product) {
        return isConstant(product.left()) && isConstant(product.right());
    }

    @Override
    public Boolean transpose(Typed.Transpose transpose) {
        return isConstant(transpose.operand());
    }

    @Override
    public Boolean subscript(Typed.Subscript subscript) {
        return isConstant(subscript.base()) && subscript.parts().stream().allMatch(this::isConstant);
    }

    @Override
    public Boolean conditional(Typed.Conditional conditional) {
        return isConstant(conditional.condition())
                && isConstant(conditional.then())
                && isConstant(conditional.otherwise());
    }

    @Override
    public Boolean fold(Typed.Fold fold) {
        return isConstant(fold.element()) && fold.filter().map(this::isConstant).orElse(true);
    }

    @Override
    public Boolean foldArray(Typed.FoldArray foldArray) {
        return isConstant(foldArray.array());
    }

    @Override
    public Boolean build(Typed.Build build) {
        return isConstant(build.element());
    }

    @Override
    public Boolean stack(Typed.Stack stack) {
        return areConstant(stack.parts());
    }

    @Override
    public Boolean concat(Typed.Concat concat) {
        return areConstant(concat.parts());
    }

    @Override
    public Boolean softmax(Typed.Softmax softmax) {
        return isConstant(softmax.vector());
    }

    @Override
    public Boolean kernel(Typed.Kernel kernel) {
        return areConstant(kernel.operands());
    }

    @Override
    public Boolean held(Typed.Held held) {
        return isConstant(held.operand());
    }

    @Override
    public Boolean block(Typed.Block block) {
        return isConstant(block.result());
    }

    @Override
    public Boolean gated(Typed.Gated gated) {
        return isConstant(gated.gradient().results().get(gated.result()));
    }

    @Override
    public Boolean scanned(Typed.Scanned scanned) {
        return scanned.symbol() instanceof Scan.Rows collected
                && scanned.scan().condition().map(this::isConstant).orElse(true)
                && isConstant(collected);
    }

    /** What a derivative is taken with respect to varies, whatever it is a copy of. */
    void vary(Definition independent) {
        definitions.put(independent, false);
    }

    @Override
    public Boolean derivative(Typed.Derivative derivative) {
        vary(derivative.independent());
        return isConstant(derivative.independent().value())
                && derivative.between().stream().allMatch(d -> isConstant(d.value()))
                && isConstant(derivative.value())
                && derivative.direction().map(this::isConstant).orElse(true);
    }
}
