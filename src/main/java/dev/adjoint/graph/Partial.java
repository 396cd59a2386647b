package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * Whether a formula must not be evaluated but under the conditions around it: it has a read that is in range only there, or
 * a matrix that may have no inverse. A node made of such a formula carries the conditions.
 */
final class Partial {

    private Partial() {}

    static boolean is(Typed formula) {
        boolean[] found = {false};
        new TypedWalker() {
            @Override
            public Void subscript(Typed.Subscript subscript) {
                for (int axis = 0; axis < subscript.parts().size() && !found[0]; axis++) {
                    Whole size = subscript.base().type().shape().get(axis);
                    found[0] = leaves(subscript.parts().get(axis), size);
                }
                return super.subscript(subscript);
            }

            @Override
            public Void kernel(Typed.Kernel kernel) {
                found[0] |= Kernels.isPartial(kernel.algebra());
                return super.kernel(kernel);
            }
        }.walk(formula);
        return found[0];
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

    private static boolean fails(Whole value) {
        return Ranges.nonNegative(value, List.of()) instanceof Ranges.Verdict.Fails;
    }
}
