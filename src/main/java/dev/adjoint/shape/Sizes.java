package dev.adjoint.shape;

import java.util.List;

/** When two sizes are the same, and conditions on sizes in words. */
final class Sizes {

    private Sizes() {}

    /** By normal form; a size without a name by number. */
    static boolean same(Whole a, Whole b) {
        return a.equals(b)
                || ((a.isNumber() || b.isNumber())
                        && a.known().isPresent()
                        && a.known().equals(b.known()));
    }

    static boolean same(List<Whole> a, List<Whole> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int k = 0; k < a.size(); k++) {
            if (!same(a.get(k), b.get(k))) {
                return false;
            }
        }
        return true;
    }

    /** {@code M must be at least N} for {@code M - N}: that it is 0 or more, without minus signs. */
    static String atLeastZero(Whole value) {
        Whole above = Whole.ZERO;
        Whole below = Whole.ZERO;
        for (var term : value.terms().entrySet()) {
            Whole part = product(term.getKey(), Math.abs(term.getValue()));
            if (term.getValue() > 0) {
                above = above.plus(part);
            } else {
                below = below.plus(part);
            }
        }
        return above.isNumber() && !below.isNumber()
                ? below + " must be at most " + above
                : above + " must be at least " + below;
    }

    private static Whole product(java.util.Map<Atom, Integer> atoms, long coefficient) {
        Whole product = Whole.of(coefficient);
        for (var factor : atoms.entrySet()) {
            for (int k = 0; k < factor.getValue(); k++) {
                product = product.times(Whole.of(factor.getKey()));
            }
        }
        return product;
    }
}
