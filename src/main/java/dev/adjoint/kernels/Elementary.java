package dev.adjoint.kernels;

/**
 * Elementary functions over rows of numbers, in loops that the JVM vectorises: of the first n numbers of x into y, which may be
 * x itself. The rows p and s are scratch: at least n long, no other row, their contents lost. All are fastest where the rows stay
 * in the first cache, in blocks of 256 numbers; a row that is longer is right too.
 * Below some 32 numbers the loops gain nothing over {@link Math}.
 *
 * <p>A number's result depends on that number alone, not on where it stands nor on what stands beside it, and it is the same on
 * every machine: nothing but IEEE operations, {@code Math.fma} and {@link StrictMath}. The exponential is 2^k times that of a rest
 * between -ln(2)/2 and ln(2)/2, ln(2) in two parts: W. Cody and W. Waite, Software Manual for the Elementary Functions, 1980;
 * k is rounded by the addition of 1.5 * 2^52 and becomes a power of 2 by a shift of the sum's bits. The logarithm's reduction is
 * that of K. Ng in SunPro's FDLIBM, e_log.c, 1993. All polynomials were fitted for this file.
 */
public final class Elementary {

    private Elementary() {}

    /** y = exp(x), within 1 ulp. */
    public static void exp(double[] x, double[] y, int n, double[] p, double[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearExp(p, s, y, n);
            return;
        }
        nearExp(p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isFar(x[i]) ? StrictMath.exp(x[i]) : s[i];
        }
    }

    private static void nearExp(double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(s[i], p[i], s[i]);
        }
    }

    /** y = exp(x) - 1, within 2 ulp, near 0 too. */
    public static void expm1(double[] x, double[] y, int n, double[] p, double[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearExpm1(p, s, y, n);
            return;
        }
        nearExpm1(p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isFar(x[i]) ? StrictMath.expm1(x[i]) : s[i];
        }
    }

    private static void nearExpm1(double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            // Not s - 1, which would be +0 and take the sign of p = -0.
            to[i] = Math.fma(s[i], p[i], -(1 - s[i]));
        }
    }

    /** y = 1/(1 + exp(-x)), within 1.6 ulp. It is e/(1 + e), with what e and the quotient were rounded by. */
    public static void sigmoid(double[] x, double[] y, int n, double[] p, double[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearSigmoid(p, s, y, n);
            return;
        }
        nearSigmoid(p, s, s, n);
        for (int i = 0; i < n; i++) {
            double far = x[i] > 0 ? 1 : StrictMath.exp(x[i]);
            y[i] = isFar(x[i]) ? far : s[i];
        }
    }

    private static void nearSigmoid(double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            double e = Math.fma(s[i], p[i], s[i]);
            double lost = Math.fma(s[i], p[i], s[i] - e);
            double sum = 1 + e;
            double inverse = 1 / sum;
            double quotient = e * inverse;
            double rest = Math.fma(-quotient, sum, e);
            to[i] = Math.fma(Math.fma(lost, inverse, rest), inverse, quotient);
        }
    }

    /** y = tanh(x), within 2.5 ulp, near 0 too; odd. It is e/(e + 2) where e = exp(2|x|) - 1, and 1 from 22 on. */
    public static void tanh(double[] x, double[] y, int n, double[] p, double[] s) {
        for (int i = 0; i < n; i++) {
            p[i] = 2 * Math.min(Math.abs(x[i]), 22);
        }
        reduce(p, p, s, n);
        for (int i = 0; i < n; i++) {
            long power = Double.doubleToRawLongBits(s[i]) << 52;
            s[i] = Double.longBitsToDouble(power | (Double.doubleToRawLongBits(x[i]) & 0x8000000000000000L));
        }
        for (int i = 0; i < n; i++) {
            double power = Math.abs(s[i]);
            double e = Math.fma(power, p[i], power - 1);
            // The sign of s is that of x.
            y[i] = s[i] * e / (power * (e + 2));
        }
    }

    /** y = log(1 + exp(x)), within 2 ulp. */
    public static void softplus(double[] x, double[] y, int n, double[] p, double[] s) {
        for (int i = 0; i < n; i++) {
            p[i] = -Math.abs(x[i]);
        }
        reduce(p, p, s, n);
        if (powers(s, n)) {
            nearSoftplus(x, p, s, y, n);
            return;
        }
        nearSoftplus(x, p, s, s, n);
        for (int i = 0; i < n; i++) {
            double far = x[i] > 0 ? x[i] : StrictMath.exp(x[i]);
            y[i] = isFar(-Math.abs(x[i])) ? far : s[i];
        }
    }

    private static void nearSoftplus(double[] x, double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            double e = Math.fma(s[i], p[i], s[i]);
            double h = 0.5 * e * e;
            double t = e / (2 + e);
            double z = t * t;
            double q = 0.17015810449527502;
            q = Math.fma(q, z, 0.08341693909342697);
            q = Math.fma(q, z, 0.12105695802158531);
            q = Math.fma(q, z, 0.13301026710716857);
            q = Math.fma(q, z, 0.15386555542146915);
            q = Math.fma(q, z, 0.18181744149358853);
            q = Math.fma(q, z, 0.2222222396270113);
            q = Math.fma(q, z, 0.28571428547980826);
            q = Math.fma(q, z, 0.40000000000156083);
            q = Math.fma(q, z, 0.6666666666666631);
            // Half of x and half of |x| are x, or 0.
            double positive = Math.fma(0.5, Math.abs(x[i]), 0.5 * x[i]);
            to[i] = positive + (e - (h - t * Math.fma(z, q, h)));
        }
    }

    /** y = log(x), within 1 ulp. */
    public static void log(double[] x, double[] y, int n, double[] p, double[] s) {
        if (exponents(x, p, s, n)) {
            nearLog(x, p, s, y, n);
            return;
        }
        nearLog(x, p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isNormal(x[i]) ? s[i] : StrictMath.log(x[i]);
        }
    }

    private static void nearLog(double[] x, double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            double k = p[i] - 6755399441056767.0;
            double f = Math.fma(x[i], s[i], -1);
            double h = 0.5 * f * f;
            double t = f / (2 + f);
            double z = t * t;
            double q = 0.1479773141096322;
            q = Math.fma(q, z, 0.15313879060203137);
            q = Math.fma(q, z, 0.1818357076929876);
            q = Math.fma(q, z, 0.22222198454193706);
            q = Math.fma(q, z, 0.28571428743500493);
            q = Math.fma(q, z, 0.3999999999940985);
            q = Math.fma(q, z, 0.6666666666666735);
            double rest = h - t * Math.fma(z, q, h);
            to[i] = k * 0.6931471803691238 - (rest - k * 1.9082149292705877e-10 - f);
        }
    }

    /** y = log(1 + x), within 1.5 ulp, near 0 too. */
    public static void log1p(double[] x, double[] y, int n, double[] p, double[] s) {
        for (int i = 0; i < n; i++) {
            s[i] = 1 + x[i];
        }
        if (exponents(s, p, s, n)) {
            nearLog1p(x, p, s, y, n);
            return;
        }
        nearLog1p(x, p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isNormal(1 + x[i]) ? s[i] : StrictMath.log1p(x[i]);
        }
    }

    private static void nearLog1p(double[] x, double[] p, double[] s, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            // -k, and +0 if k is 0, which keeps the sign of f = -0.
            double k = 6755399441056767.0 - p[i];
            double sum = 1 + x[i];
            double lost = x[i] - (sum - 1);
            // Not sum * s - 1, which would be +0 and take the sign of x = -0.
            double most = -Math.fma(-sum, s[i], 1);
            double f = Math.fma(lost, s[i], most);
            double tail = Math.fma(lost, s[i], most - f);
            double h = 0.5 * f * f;
            double t = f / (2 + f);
            double z = t * t;
            double q = 0.1479773141096322;
            q = Math.fma(q, z, 0.15313879060203137);
            q = Math.fma(q, z, 0.1818357076929876);
            q = Math.fma(q, z, 0.22222198454193706);
            q = Math.fma(q, z, 0.28571428743500493);
            q = Math.fma(q, z, 0.3999999999940985);
            q = Math.fma(q, z, 0.6666666666666735);
            double rest = h - t * Math.fma(z, q, h);
            to[i] = f - (rest + Math.fma(k, 1.9082149292705877e-10, -tail)) - k * 0.6931471803691238;
        }
    }

    /**
     * For each x = k ln(2) + r: s = 1.5 * 2^52 + 1023 + k, and p = exp(r) - 1, a zero with the sign of x. The row p may be x.
     */
    private static void reduce(double[] x, double[] p, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            double v = x[i];
            double sum = Math.fma(v, 1.4426950408889634, 6755399441056767.0);
            double k = sum - 6755399441056767.0;
            double high = Math.fma(k, -0.6931471803691238, v);
            double low = k * 1.9082149292705877e-10;
            double r = high - low;
            double q = -2.091996500366367e-9;
            q = Math.fma(q, r, -2.5109181531749257e-8);
            q = Math.fma(q, r, -2.7557257916267613e-7);
            q = Math.fma(q, r, -2.7557243778701777e-6);
            q = Math.fma(q, r, -2.4801587341777877e-5);
            q = Math.fma(q, r, -0.00019841269886576105);
            q = Math.fma(q, r, -0.0013888888888877108);
            q = Math.fma(q, r, -0.00833333333332144);
            q = Math.fma(q, r, -0.04166666666666668);
            q = Math.fma(q, r, -0.16666666666666677);
            q = Math.fma(q, r, -0.5);
            p[i] = high - Math.fma(r * r, q, low);
            s[i] = sum;
        }
    }

    /** Makes 2^k of each 1.5 * 2^52 + 1023 + k; false if some k is none of a number's exponents. */
    private static boolean powers(double[] s, int n) {
        long all = 0;
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(s[i]) - 0x4338000000000000L;
            all |= (bits - 1) | (bits + 1);
            s[i] = Double.longBitsToDouble(bits << 52);
        }
        return all >>> 11 == 0;
    }

    /** Whether the k of x is none of a number's exponents; true for NaN. */
    private static boolean isFar(double x) {
        double k = Math.fma(x, 1.4426950408889634, 6755399441056767.0) - 6755399441056767.0;
        return !(k >= -1022 && k <= 1023);
    }

    /**
     * For each x = 2^k * m with m between sqrt(1/2) and sqrt(2): p = 1.5 * 2^52 + 1023 + k and s = 2^-k. False if x or s is not a
     * number of full precision somewhere. The row s may be x.
     */
    private static boolean exponents(double[] x, double[] p, double[] s, int n) {
        long all = 0;
        for (int i = 0; i < n; i++) {
            // The difference of 1 and sqrt(1/2) in bits.
            long exponent = (Double.doubleToRawLongBits(x[i]) + 0x95f619980c433L) >> 52;
            all |= (exponent - 2) | (2045 - exponent);
            p[i] = Double.longBitsToDouble(exponent + 0x4338000000000000L);
            s[i] = Double.longBitsToDouble((2046 - exponent) << 52);
        }
        return all >= 0;
    }

    /** Whether x has an exponent that {@link #exponents} can tell. */
    private static boolean isNormal(double x) {
        long exponent = (Double.doubleToRawLongBits(x) + 0x95f619980c433L) >> 52;
        return exponent >= 2 && exponent <= 2045;
    }
}
