package dev.adjoint.interpret;

import dev.adjoint.kernels.Special;
import dev.adjoint.shape.Primitive;

/** The primitives: their values, as the reference has them bit for bit, and their partial derivatives. */
final class Gate {

    private static final double LN10 = Math.log(10);
    private static final double ROOT = 2 / Math.sqrt(Math.PI);

    private Gate() {}

    /** The value with tangents; {@code constant} says of each operand whether no param or input reaches it. */
    static Dual apply(Primitive primitive, Dual[] x, boolean[] constant, Trace trace) {
        if (primitive == Primitive.MAX || primitive == Primitive.MIN) {
            return extreme(primitive, x, constant, trace);
        }
        double a = x[0].value();
        double b = x.length == 1 ? 0 : x[1].value();
        double y = value(primitive, a, b);
        record(primitive, a, y, trace);
        double tangent = 0;
        double magnitude = 0;
        for (int k = 0; k < x.length; k++) {
            if (!x[k].isStill() && isSmooth(primitive)) {
                double partial = partial(primitive, k, a, b, y);
                tangent += x[k].tangent() == 0 ? 0 : partial * x[k].tangent();
                magnitude += Math.abs(partial) * x[k].magnitude();
            }
        }
        return new Dual(y, tangent, magnitude);
    }

    /** The value of a primitive of one or two operands; with one, b is not looked at. */
    static double value(Primitive primitive, double a, double b) {
        return switch (primitive) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case NEGATE -> -a;
            case SQUARE -> a * a;
            case POWER -> Math.pow(a, b);
            case EXP -> Math.exp(a);
            case LOG -> Math.log(a);
            case LOG10 -> Math.log10(a);
            case LOG1P -> Math.log1p(a);
            case EXPM1 -> Math.expm1(a);
            case SQRT -> Math.sqrt(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TAN -> Math.tan(a);
            case ASIN -> Math.asin(a);
            case ACOS -> Math.acos(a);
            case ATAN -> Math.atan(a);
            case SINH -> Math.sinh(a);
            case COSH -> Math.cosh(a);
            case TANH -> Math.tanh(a);
            case SIGMOID -> 1 / (1 + Math.exp(-a));
            case SOFTPLUS -> Math.max(0, a) + Math.log1p(Math.exp(-Math.abs(a)));
            case ERF -> Special.erf(a);
            case ERFC -> Special.erfc(a);
            case LGAMMA -> Special.lgamma(a);
            case DIGAMMA -> Special.digamma(a);
            case POLYGAMMA -> Special.polygamma(a, b);
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case FLOOR -> Math.floor(a);
            case CEIL -> Math.ceil(a);
            case ROUND -> Math.rint(a);
            case ATAN2 -> Math.atan2(a, b);
            case HYPOT -> Math.hypot(a, b);
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case STOP -> a;
        };
    }

    /** The derivative with respect to operand {@code k}, where the value is {@code y}. */
    private static double partial(Primitive primitive, int k, double a, double b, double y) {
        return switch (primitive) {
            case ADD -> 1;
            case SUBTRACT -> k == 0 ? 1 : -1;
            case MULTIPLY -> k == 0 ? b : a;
            case DIVIDE -> k == 0 ? 1 / b : -y / b;
            case NEGATE -> -1;
            case SQUARE -> 2 * a;
            case POWER -> k == 0 ? powerByBase(a, b) : powerByExponent(a, b, y);
            case EXP -> y;
            case LOG -> inverse(a);
            case LOG10 -> inverse(a) / LN10;
            case LOG1P -> inverse(1 + a);
            case EXPM1 -> Math.exp(a);
            case SQRT -> 0.5 * inverse(y);
            case SIN -> Math.cos(a);
            case COS -> -Math.sin(a);
            case TAN -> 1 + y * y;
            case ASIN -> 1 / Math.sqrt(1 - a * a);
            case ACOS -> -1 / Math.sqrt(1 - a * a);
            case ATAN -> 1 / (1 + a * a);
            case SINH -> Math.cosh(a);
            case COSH -> Math.sinh(a);
            case TANH -> 1 - y * y;
            case SIGMOID -> y * (1 - y);
            case SOFTPLUS -> 1 / (1 + Math.exp(-a));
            case ERF -> ROOT * Math.exp(-a * a);
            case ERFC -> -ROOT * Math.exp(-a * a);
            case LGAMMA -> Special.digamma(a);
            case DIGAMMA -> Special.polygamma(1, a);
            case POLYGAMMA -> k == 0 ? 0 : Special.polygamma(a + 1, b);
            case ABS -> a == 0 ? 0 : Math.signum(a);
            case ATAN2 -> (k == 0 ? b : -a) / (a * a + b * b);
            case HYPOT -> y == 0 ? 0 : (k == 0 ? a : b) / y;
            case SIGN, FLOOR, CEIL, ROUND, STOP -> 0;
            case MAX, MIN -> throw new IllegalArgumentException("see extreme");
        };
    }

    /** {@code 1/x}, and +∞ at either zero: {@code sqrt} and {@code log} are seen from the right. */
    private static double inverse(double x) {
        return x == 0 ? Double.POSITIVE_INFINITY : 1 / x;
    }

    private static double powerByBase(double x, double n) {
        return n == 0 ? 0 : n * Math.pow(x, n - 1);
    }

    private static double powerByExponent(double x, double n, double y) {
        return x == 0 && n >= 0 ? 0 : y * Math.log(x);
    }

    /** Whether a tangent passes at all: not through steps, and not through {@code stop}. */
    private static boolean isSmooth(Primitive primitive) {
        return switch (primitive) {
            case SIGN, FLOOR, CEIL, ROUND, STOP -> false;
            default -> true;
        };
    }

    private static void record(Primitive primitive, double a, double y, Trace trace) {
        switch (primitive) {
            case ABS -> trace.record((long) Math.signum(a));
            case SIGN, FLOOR, CEIL, ROUND -> trace.record(Double.doubleToLongBits(y + 0.0));
            default -> {}
        }
    }

    /** The largest or smallest: what ties shares the tangent evenly, unless a constant ties; then there is none. */
    private static Dual extreme(Primitive primitive, Dual[] x, boolean[] constant, Trace trace) {
        double y = x[0].value();
        for (int k = 1; k < x.length; k++) {
            y = value(primitive, y, x[k].value());
        }
        int ties = 0;
        double tangent = 0;
        double magnitude = 0;
        boolean held = false;
        for (int k = 0; k < x.length; k++) {
            if (x[k].value() == y) {
                trace.record(k);
                ties++;
                held |= constant[k];
                tangent += x[k].tangent();
                magnitude += x[k].magnitude();
            }
        }
        return held || ties == 0 ? Dual.constant(y) : new Dual(y, tangent / ties, magnitude / ties);
    }
}
