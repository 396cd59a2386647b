package dev.adjoint.kernels;

import java.util.stream.IntStream;

/**
 * Elementary functions to some thirty digits, as (high + low) * 2^exponent: T. Dekker, "A floating-point technique for extending
 * the available precision", 1971, and Taylor's series. They share no step with the kernels.
 */
record Precise(double high, double low, int exponent) {

    private static final Precise ONE = of(1);
    private static final Precise LN2 = new Precise(0.6931471805599453, 2.3190468138462996e-17, 0);

    /** 1/k for each k. */
    private static final Precise[] INVERSE =
            IntStream.range(0, 15).mapToObj(k -> ONE.over(of(k))).toArray(Precise[]::new);

    static Precise of(double x) {
        return new Precise(x, 0, 0);
    }

    private static Precise sum(double a, double b) {
        double sum = a + b;
        double part = sum - a;
        return new Precise(sum, a - (sum - part) + (b - part), 0);
    }

    Precise plus(Precise other) {
        Precise sum = sum(high, other.high);
        return sum(sum.high, sum.low + low + other.low);
    }

    Precise times(Precise other) {
        double product = high * other.high;
        return sum(product, Math.fma(high, other.high, -product) + high * other.low + low * other.high);
    }

    Precise over(Precise other) {
        double quotient = high / other.high;
        Precise rest = plus(other.times(of(-quotient)));
        return sum(quotient, rest.high / other.high);
    }

    /** How many units of the last place of y lie between y and this. */
    double ulps(double y, double ulp) {
        if (Double.isInfinite(y)) {
            return Math.scalb(high, exponent) == y ? 0 : y;
        }
        int half = -exponent / 2;
        double scaled = Math.scalb(Math.scalb(y, half), -exponent - half);
        double unit = Math.scalb(Math.scalb(ulp, half), -exponent - half);
        return Math.abs((scaled - high - low) / unit);
    }

    /** This with the exponent 0, where that loses nothing of interest. */
    private Precise plain() {
        return new Precise(Math.scalb(high, exponent), Math.scalb(low, exponent), 0);
    }

    static Precise exp(double x) {
        if (x > 720 || x < -760) {
            return new Precise(x > 0 ? Double.POSITIVE_INFINITY : 0, 0, 0);
        }
        double k = Math.rint(x / Math.log(2));
        Precise power = expm1NearZero(of(x).plus(LN2.times(of(-k)))).plus(ONE);
        return new Precise(power.high, power.low, (int) k);
    }

    static Precise expm1(double x) {
        if (Math.abs(x) < 0x1p-100) {
            return of(x);
        }
        if (Math.abs(x) < 0.3) {
            return expm1NearZero(of(x));
        }
        return x > 100 ? exp(x) : exp(x).plain().plus(of(-1));
    }

    private static Precise expm1NearZero(Precise x) {
        Precise part = x.times(of(0.125));
        Precise sum = ONE;
        for (int k = 14; k > 1; k--) {
            sum = sum.times(part).times(INVERSE[k]).plus(ONE);
        }
        Precise e = sum.times(part);
        for (int k = 0; k < 3; k++) {
            e = e.times(e.plus(of(2)));
        }
        return e;
    }

    static Precise sigmoid(double x) {
        if (x < -60) {
            return exp(x);
        }
        Precise e = exp(-x).plain();
        return x > 100 ? ONE : ONE.over(e.plus(ONE));
    }

    static Precise tanh(double x) {
        if (Math.abs(x) < 0x1p-60) {
            return of(x);
        }
        Precise e = expm1(2 * Math.min(Math.abs(x), 40));
        Precise tanh = e.over(e.plus(of(2)));
        return x > 0 ? tanh : tanh.times(of(-1));
    }

    static Precise log(double x) {
        if (x < Double.MIN_NORMAL) {
            return log(x * 0x1p54).plus(LN2.times(of(-54)));
        }
        int k = Math.getExponent(x * 0.7);
        return log1p(of(Math.scalb(x, -k) - 1)).plus(LN2.times(of(k)));
    }

    static Precise log1p(double x) {
        return x < 1 ? log1p(of(x)) : log(x).plus(log1p(of(1 / x)));
    }

    /** A step of Newton's from what {@link StrictMath} says. */
    private static Precise log1p(Precise x) {
        if (Math.abs(x.high) < 0x1p-100) {
            return x;
        }
        double start = StrictMath.log1p(x.high);
        Precise back = expm1(start);
        return of(start).plus(x.plus(back.times(of(-1))).over(back.plus(ONE)));
    }

    static Precise softplus(double x) {
        if (x < -60) {
            return exp(x);
        }
        return x > 60 ? of(x).plus(exp(-x).plain()) : log1p(exp(x).plain(), x);
    }

    /** log(1 + e) for e = exp(x). */
    private static Precise log1p(Precise e, double x) {
        return x <= 0 ? log1p(e) : of(x).plus(log1p(exp(-x).plain()));
    }
}
