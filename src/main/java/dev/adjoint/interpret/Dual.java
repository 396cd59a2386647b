package dev.adjoint.interpret;

/**
 * A number with its derivative along one direction.
 *
 * @param tangent the derivative; 0 where the direction does not reach the number
 * @param magnitude the sum of the magnitudes of the terms that make up the tangent, which bounds its rounding error
 */
record Dual(double value, double tangent, double magnitude) {

    static final Dual FALSE = constant(0);
    static final Dual TRUE = constant(1);

    static Dual constant(double value) {
        return new Dual(value, 0, 0);
    }

    static Dual truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    boolean isTrue() {
        return value != 0;
    }

    /** Whether the direction does not reach this number; such a number adds nothing, also not {@code 0*∞}. */
    boolean isStill() {
        return tangent == 0 && magnitude == 0;
    }
}
