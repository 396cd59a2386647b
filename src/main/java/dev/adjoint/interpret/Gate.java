package dev.adjoint.interpret;

import dev.adjoint.kernels.Special;
import dev.adjoint.shape.Primitive;
import java.util.Arrays;

/** The primitives: their values, as the reference has them bit for bit, and how derivatives pass through them. */
final class Gate {

    private Gate() {}

    /** The value with tangents; {@code constant} says of each operand whether no param or input reaches it. */
    static Dual apply(Primitive primitive, Dual[] x, boolean[] constant, Trace trace) {
        int level = level(x);
        if (level > 0) {
            return nested(level, primitive, x, constant, trace);
        }
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
                double partial = slope(primitive, k, a, b, y);
                tangent += x[k].tangent() == 0 ? 0 : partial * x[k].tangent();
                magnitude += Math.abs(partial) * x[k].magnitude();
            }
        }
        return new Dual(y, tangent, magnitude);
    }

    private static double slope(Primitive primitive, int k, double a, double b, double y) {
        return switch (primitive) {
            case ADD -> 1;
            case SUBTRACT -> k == 0 ? 1 : -1;
            case MULTIPLY -> k == 0 ? b : a;
            default ->
                Slopes.of(primitive, k, Dual.constant(a), Dual.constant(b), Dual.constant(y))
                        .value();
        };
    }

    private static int level(Dual[] x) {
        int level = 0;
        for (Dual number : x) {
            level = Math.max(level, number.level());
        }
        return level;
    }

    /** The same for numbers of a derivative inside the formula. */
    private static Dual nested(int level, Primitive primitive, Dual[] x, boolean[] constant, Trace trace) {
        Dual[] primals = new Dual[x.length];
        Arrays.setAll(primals, k -> x[k].primal(level));
        Dual y = apply(primitive, primals, constant, trace);
        if (!isSmooth(primitive)) {
            return y;
        }
        if (primitive == Primitive.MAX || primitive == Primitive.MIN) {
            return Dual.nested(level, y, shared(level, x, constant, y.value()));
        }
        Dual dot = Dual.ZERO;
        for (int k = 0; k < x.length; k++) {
            Dual own = x[k].dot(level);
            if (!own.isNothing()) {
                Dual slope = Slopes.of(primitive, k, primals[0], primals[x.length - 1], y);
                dot = Slopes.plus(dot, Slopes.times(slope, own));
            }
        }
        return Dual.nested(level, y, dot);
    }

    /** What a maximum or minimum hands on of the operands that tie. */
    private static Dual shared(int level, Dual[] x, boolean[] constant, double y) {
        Dual sum = Dual.ZERO;
        int ties = 0;
        boolean held = false;
        for (int k = 0; k < x.length; k++) {
            if (x[k].value() == y) {
                ties++;
                held |= constant[k];
                sum = Slopes.plus(sum, x[k].dot(level));
            }
        }
        return held || ties == 0 ? Dual.ZERO : Slopes.over(sum, Dual.constant(ties));
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

    /** Whether a tangent passes at all: not through steps, and not through {@code stop}. */
    static boolean isSmooth(Primitive primitive) {
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
