package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Whether a formula must not be evaluated but under the conditions around it: it has a read that is in range only there, or
 * of a row of a loop that is collected only there, or a matrix that may have no inverse. A node made of such a formula carries the conditions, and so do those that read a
 * local made of one.
 */
final class Partial extends TypedWalker {

    private final Set<Symbol> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean found;

    private Partial() {}

    static boolean is(Typed formula) {
        Partial partial = new Partial();
        partial.walk(formula);
        return partial.found;
    }

    @Override
    public Void subscript(Typed.Subscript subscript) {
        for (int axis = 0; axis < subscript.parts().size() && !found; axis++) {
            Typed.Subscript.Part part = subscript.parts().get(axis);
            found = leaves(part, subscript.base().type().shape().get(axis))
                    || (axis == 0 && isOfAnotherStep(part, subscript.base()));
        }
        return super.subscript(subscript);
    }

    @Override
    public Void kernel(Typed.Kernel kernel) {
        found |= Kernels.isPartial(kernel.algebra());
        return super.kernel(kernel);
    }

    /** A local belongs to the formula; what the file defines was made without the conditions around. */
    @Override
    void symbol(Symbol symbol) {
        if (found || !seen.add(symbol)) {
            return;
        }
        if (symbol instanceof Definition definition && definition.hidden()) {
            walk(definition.value());
        } else if (symbol instanceof OwnGradient.Upstream upstream) {
            upstream.gradient().values().forEach(this::symbol);
        }
    }

    private static boolean leaves(Typed.Subscript.Part part, Whole size) {
        if (part instanceof Typed.Subscript.At at) {
            if (at.index().atoms().stream().anyMatch(Atom.Row.class::isInstance)) {
                return true;
            }
            if (at.index()
                    .index()
                    .filter(i -> i.lower().equals(Whole.ZERO) && i.upper().equals(size))
                    .isPresent()) {
                return false;
            }
            return fails(at.index()) || fails(size.minus(at.index()).minus(1));
        }
        Typed.Subscript.Slice slice = (Typed.Subscript.Slice) part;
        return fails(slice.from()) || fails(size.minus(slice.from()).minus(slice.size()));
    }

    /** Whether a step reads a row that another one collects, which is there only under the conditions around. */
    private static boolean isOfAnotherStep(Typed.Subscript.Part part, Typed base) {
        return base instanceof Typed.Reference reference
                && reference.symbol() instanceof Scan.Rows rows
                && !(part instanceof Typed.Subscript.At at && at.index().equals(Whole.of(rows.step())));
    }

    private static boolean fails(Whole value) {
        return Ranges.nonNegative(value, List.of()) instanceof Ranges.Verdict.Fails;
    }
}
