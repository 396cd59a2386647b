package dev.adjoint.shape;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a change of one value changes another by way of derivatives: not by a condition, a position, {@code stop} or a
 * step function. References are followed into definitions.
 */
final class Reach implements Typed.Visitor<Boolean> {

    private final Symbol from;
    private final IdentityHashMap<Typed, Boolean> formulas = new IdentityHashMap<>();
    private final IdentityHashMap<Symbol, Boolean> symbols = new IdentityHashMap<>();
    private final Set<Symbol> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Symbol> open = Collections.newSetFromMap(new IdentityHashMap<>());

    Reach(Symbol from) {
        this.from = from;
    }

    /** What loops around carry and collect of which the formulas asked for are made. */
    Set<Symbol> open() {
        return open;
    }

    boolean of(Typed formula) {
        Boolean known = formulas.get(formula);
        if (known == null) {
            known = formula.type().kind() == Kind.REAL && formula.accept(this);
            formulas.put(formula, known);
        }
        return known;
    }

    boolean of(Symbol symbol) {
        if (symbol == from) {
            return true;
        }
        if (symbol.type().kind() != Kind.REAL) {
            return false;
        }
        Boolean known = symbols.get(symbol);
        if (known == null) {
            known = symbol instanceof Definition definition && of(definition.value());
            symbols.put(symbol, known);
        }
        if (!own.contains(symbol) && (symbol instanceof Scan.Carry || symbol instanceof Scan.Rows)) {
            open.add(symbol);
        }
        return known;
    }

    /** Each is asked, so that all that is open is found. */
    private boolean any(List<Typed> all) {
        return all.stream().filter(this::of).count() > 0;
    }

    private boolean any(List<Definition> definitions, Predicate<Definition> which) {
        return definitions.stream().filter(which).count() > 0;
    }

    @Override
    public Boolean literal(Typed.Literal literal) {
        return false;
    }

    @Override
    public Boolean count(Typed.Count count) {
        return false;
    }

    @Override
    public Boolean reference(Typed.Reference reference) {
        return of(reference.symbol());
    }

    @Override
    public Boolean each(Typed.Each each) {
        return switch (each.primitive()) {
            case STOP, SIGN, FLOOR, CEIL, ROUND -> false;
            default -> any(each.operands());
        };
    }

    @Override
    public Boolean compare(Typed.Compare compare) {
        return false;
    }

    @Override
    public Boolean logic(Typed.Logic logic) {
        return false;
    }

    @Override
    public Boolean product(Typed.Product product) {
        return any(List.of(product.left(), product.right()));
    }

    @Override
    public Boolean transpose(Typed.Transpose transpose) {
        return of(transpose.operand());
    }

    /** The row that a step reads may be its own. */
    @Override
    public Boolean subscript(Typed.Subscript subscript) {
        boolean whole = of(subscript.base());
        return whole || (ownRow(subscript) && of(rows(subscript).row()));
    }

    private static Scan.Rows rows(Typed.Subscript subscript) {
        return subscript.base() instanceof Typed.Reference reference && reference.symbol() instanceof Scan.Rows rows
                ? rows
                : null;
    }

    /** Whether it is a row of a loop around, perhaps that of the step in which it is read. */
    boolean ownRow(Typed.Subscript subscript) {
        Scan.Rows rows = rows(subscript);
        if (rows == null || rows.row() == null || own.contains(rows)) {
            return false;
        }
        if (!(subscript.parts().get(0) instanceof Typed.Subscript.At at)) {
            return true;
        }
        Whole behind = at.index().minus(Whole.of(rows.step()));
        return behind.known().isEmpty() || behind.known().getAsLong() == 0;
    }

    @Override
    public Boolean conditional(Typed.Conditional conditional) {
        return any(List.of(conditional.then(), conditional.otherwise()));
    }

    @Override
    public Boolean fold(Typed.Fold fold) {
        return of(fold.element());
    }

    @Override
    public Boolean foldArray(Typed.FoldArray foldArray) {
        return of(foldArray.array());
    }

    @Override
    public Boolean build(Typed.Build build) {
        return of(build.element());
    }

    @Override
    public Boolean stack(Typed.Stack stack) {
        return any(stack.parts());
    }

    @Override
    public Boolean concat(Typed.Concat concat) {
        return any(concat.parts());
    }

    @Override
    public Boolean softmax(Typed.Softmax softmax) {
        return of(softmax.vector());
    }

    @Override
    public Boolean kernel(Typed.Kernel kernel) {
        return any(kernel.operands());
    }

    @Override
    public Boolean held(Typed.Held held) {
        return false;
    }

    @Override
    public Boolean block(Typed.Block block) {
        return of(block.result());
    }

    /** A function that says its own gradient says it for its arguments. */
    @Override
    public Boolean gated(Typed.Gated gated) {
        return any(gated.gradient().arguments(), this::of);
    }

    @Override
    public Boolean derivative(Typed.Derivative derivative) {
        boolean along =
                derivative.direction().isPresent() && of(derivative.direction().get());
        return of(derivative.value()) || along;
    }

    /** Whether it reaches anything in the loop; what of that goes on from step to step is not looked into. */
    @Override
    public Boolean scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        own.addAll(scan.carries());
        own.addAll(scan.rows());
        boolean first = any(scan.carries().stream().map(Scan.Carry::first).toList());
        boolean next = any(scan.carries().stream().map(Scan.Carry::next).toList());
        return any(scan.body(), this::of) || first || next;
    }
}
