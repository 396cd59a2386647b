package dev.adjoint.interpret;

import static dev.adjoint.interpret.Dual.ONE;
import static dev.adjoint.interpret.Dual.ZERO;

import dev.adjoint.shape.Primitive;

/** The partial derivatives of the primitives, as formulas over numbers that may have derivatives themselves. */
final class Slopes {

    private static final boolean[] VARYING = new boolean[2];

    private Slopes() {}

    /** A smooth primitive of numbers. */
    static Dual apply(Primitive primitive, Dual... x) {
        return Gate.apply(primitive, x, VARYING, new Trace());
    }

    static Dual plus(Dual a, Dual b) {
        return apply(Primitive.ADD, a, b);
    }

    static Dual minus(Dual a, Dual b) {
        return apply(Primitive.SUBTRACT, a, b);
    }

    static Dual times(Dual a, Dual b) {
        return apply(Primitive.MULTIPLY, a, b);
    }

    static Dual over(Dual a, Dual b) {
        return apply(Primitive.DIVIDE, a, b);
    }

    static Dual negate(Dual a) {
        return apply(Primitive.NEGATE, a);
    }

    private static Dual square(Dual a) {
        return apply(Primitive.SQUARE, a);
    }

    /**
     * The derivative with respect to operand {@code k}.
     *
     * @param a the first operand
     * @param b the last one
     * @param y the value
     */
    static Dual of(Primitive primitive, int k, Dual a, Dual b, Dual y) {
        boolean first = k == 0;
        return switch (primitive) {
            case ADD -> ONE;
            case SUBTRACT -> first ? ONE : Dual.constant(-1);
            case MULTIPLY -> first ? b : a;
            case DIVIDE -> first ? over(ONE, b) : negate(over(y, b));
            case NEGATE -> Dual.constant(-1);
            case SQUARE -> times(Dual.constant(2), a);
            case POWER -> first ? powerByBase(a, b) : powerByExponent(a, b, y);
            case EXP -> y;
            case LOG -> inverse(a);
            case LOG10 -> over(inverse(a), Dual.constant(Math.log(10)));
            case LOG1P -> inverse(plus(ONE, a));
            case EXPM1 -> apply(Primitive.EXP, a);
            case SQRT -> times(Dual.constant(0.5), inverse(y));
            case SIN -> apply(Primitive.COS, a);
            case COS -> negate(apply(Primitive.SIN, a));
            case TAN -> plus(ONE, square(y));
            case ASIN -> over(ONE, coSine(a));
            case ACOS -> over(Dual.constant(-1), coSine(a));
            case ATAN -> over(ONE, plus(ONE, square(a)));
            case SINH -> apply(Primitive.COSH, a);
            case COSH -> apply(Primitive.SINH, a);
            case TANH -> minus(ONE, square(y));
            case SIGMOID -> times(y, minus(ONE, y));
            case SOFTPLUS -> apply(Primitive.SIGMOID, a);
            case ERF -> bell(a);
            case ERFC -> negate(bell(a));
            case LGAMMA -> apply(Primitive.DIGAMMA, a);
            case DIGAMMA -> apply(Primitive.POLYGAMMA, ONE, a);
            case POLYGAMMA -> first ? ZERO : apply(Primitive.POLYGAMMA, plus(a, ONE), b);
            case ABS -> Dual.constant(a.value() == 0 ? 0 : Math.signum(a.value()));
            case ATAN2 -> over(first ? b : negate(a), plus(square(a), square(b)));
            case HYPOT -> y.value() == 0 ? ZERO : over(first ? a : b, y);
            case SIGN, FLOOR, CEIL, ROUND, STOP -> ZERO;
            case MAX, MIN -> throw new IllegalArgumentException("a maximum has no slope");
        };
    }

    /** {@code 1/x}, and +∞ at either zero: {@code sqrt} and {@code log} are seen from the right. */
    private static Dual inverse(Dual x) {
        return x.value() == 0 ? Dual.constant(Double.POSITIVE_INFINITY) : over(ONE, x);
    }

    private static Dual powerByBase(Dual x, Dual n) {
        return n.value() == 0 ? ZERO : times(n, apply(Primitive.POWER, x, minus(n, ONE)));
    }

    private static Dual powerByExponent(Dual x, Dual n, Dual y) {
        return x.value() == 0 && n.value() >= 0 ? ZERO : times(y, apply(Primitive.LOG, x));
    }

    private static Dual coSine(Dual a) {
        return apply(Primitive.SQRT, minus(ONE, square(a)));
    }

    /** {@code 2/sqrt(pi)*exp(-x^2)}. */
    private static Dual bell(Dual a) {
        return times(Dual.constant(2 / Math.sqrt(Math.PI)), apply(Primitive.EXP, negate(square(a))));
    }
}
