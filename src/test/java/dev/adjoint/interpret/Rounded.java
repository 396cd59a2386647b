package dev.adjoint.interpret;

import dev.adjoint.shape.Primitive;

/**
 * A number and, in units of a rounding error, by how much rounding may have moved it: the summed magnitudes of what was added
 * up to it, each times what came behind it; 0 if it is given. The results of two orders of arithmetic differ by a few rounding
 * errors of the magnitude, to first order (N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, 3.1).
 */
public record Rounded(double value, double magnitude) {

    /** A number that is given. */
    public static Rounded exact(double value) {
        return new Rounded(value, 0);
    }

    /** Whether the two differ, but by so little that another rounding may put them in the other order. */
    public boolean isNear(Rounded other, double rounding) {
        return value != other.value && Math.abs(value - other.value) <= rounding * (magnitude + other.magnitude);
    }

    /** What a smooth primitive makes of numbers; of a step, where rounding does not take them over it. */
    public static Rounded apply(Primitive primitive, Rounded... x) {
        return switch (primitive) {
            case ADD, SUBTRACT -> new Rounded(Gate.value(primitive, x[0].value, x[1].value), x[0].term() + x[1].term());
            case MAX, MIN -> extreme(primitive, x);
            case STOP -> x[0];
            default -> moved(primitive, x, x[0].value, x[x.length - 1].value);
        };
    }

    private static Rounded moved(Primitive primitive, Rounded[] x, double a, double b) {
        double y = Gate.value(primitive, a, b);
        double magnitude = Math.abs(y);
        for (int k = 0; k < x.length; k++) {
            // What is given adds nothing, also where the slope is infinite; the exponent of a negative base is a whole
            // number.
            boolean isExponent = primitive == Primitive.POWER && k == 1 && a < 0;
            if (x[k].magnitude != 0 && !isExponent) {
                Dual slope = Slopes.of(primitive, k, Dual.constant(a), Dual.constant(b), Dual.constant(y));
                magnitude += Math.abs(slope.value()) * x[k].magnitude;
            }
        }
        return new Rounded(y, magnitude);
    }

    /** Another rounding may choose another operand, which then is as near as they are exact. */
    private static Rounded extreme(Primitive primitive, Rounded[] x) {
        Rounded y = x[0];
        for (int k = 1; k < x.length; k++) {
            double value = Gate.value(primitive, y.value, x[k].value);
            y = new Rounded(value, Math.max(y.magnitude, x[k].magnitude));
        }
        return y;
    }

    /** What it contributes to the magnitude of a sum. */
    private double term() {
        return Math.max(Math.abs(value), magnitude);
    }
}
