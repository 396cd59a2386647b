package dev.adjoint.interpret;

/**
 * A number with its derivative along one direction. Where a derivative is itself a value, the number is {@code primal +
 * dot*ε} once more, over numbers of the derivatives around: each derivative has an ε of its own, so that none is taken for
 * another (J. Siskind and B. Pearlmutter, "Perturbation Confusion and Referential Transparency", 2005).
 *
 * @param tangent the derivative; 0 where the direction does not reach the number
 * @param magnitude the sum of the magnitudes of the terms that make up the tangent, which bounds its rounding error
 * @param nested the number as one of a derivative inside the formula, or null; the others are then those of its primal
 */
record Dual(double value, double tangent, double magnitude, Nested nested) {

    static final Dual ZERO = constant(0);
    static final Dual ONE = constant(1);
    static final Dual FALSE = ZERO;
    static final Dual TRUE = ONE;

    /** {@code primal + dot*ε} with the ε of this level; those of both parts are of lower ones. */
    record Nested(int level, Dual primal, Dual dot) {}

    Dual(double value, double tangent, double magnitude) {
        this(value, tangent, magnitude, null);
    }

    static Dual constant(double value) {
        return new Dual(value, 0, 0);
    }

    static Dual truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** {@code primal + dot*ε}; the levels of both parts are below this one. */
    static Dual nested(int level, Dual primal, Dual dot) {
        return new Dual(primal.value, primal.tangent, primal.magnitude, new Nested(level, primal, dot));
    }

    /** The innermost derivative that the number takes part in, 0 for none. */
    int level() {
        return nested == null ? 0 : nested.level;
    }

    /** The number without the ε of this level, which is none of a lower one. */
    Dual primal(int level) {
        return level() == level ? nested.primal : this;
    }

    /** What stands before the ε of this level, which is none of a lower one. */
    Dual dot(int level) {
        return level() == level ? nested.dot : ZERO;
    }

    boolean isTrue() {
        return value != 0;
    }

    /** Whether no direction reaches this number; such a number adds nothing, also not {@code 0*∞}. */
    boolean isStill() {
        return tangent == 0 && magnitude == 0 && nested == null;
    }

    /** Whether it is 0 and no direction reaches it. */
    boolean isNothing() {
        return value == 0 && isStill();
    }
}
