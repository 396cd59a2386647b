package dev.adjoint.kernels;

/**
 * The functions of {@link Elementary} in {@code float}, with as few units of the last place of error. They are a file of their
 * own since polynomials and exponents are others: 24 bits, shifts by 23, the sum with 1.5 * 2^23. What lies outside the exponents
 * of a normal number is rounded from {@link StrictMath}.
 */
public final class FloatElementary {

    private FloatElementary() {}

    /** y = exp(x), within 1 ulp. */
    public static void exp(float[] x, float[] y, int n, float[] p, float[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearExp(p, s, y, n);
            return;
        }
        nearExp(p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isFar(x[i]) ? (float) StrictMath.exp(x[i]) : s[i];
        }
    }

    private static void nearExp(float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(s[i], p[i], s[i]);
        }
    }

    /** y = exp(x) - 1, within 2 ulp, near 0 too. */
    public static void expm1(float[] x, float[] y, int n, float[] p, float[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearExpm1(p, s, y, n);
            return;
        }
        nearExpm1(p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isFar(x[i]) ? (float) StrictMath.expm1(x[i]) : s[i];
        }
    }

    private static void nearExpm1(float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            // Not s - 1, which would be +0 and take the sign of p = -0.
            to[i] = Math.fma(s[i], p[i], -(1 - s[i]));
        }
    }

    /** y = 1/(1 + exp(-x)), within 1.6 ulp. It is e/(1 + e), with what e and the quotient were rounded by. */
    public static void sigmoid(float[] x, float[] y, int n, float[] p, float[] s) {
        reduce(x, p, s, n);
        if (powers(s, n)) {
            nearSigmoid(p, s, y, n);
            return;
        }
        nearSigmoid(p, s, s, n);
        for (int i = 0; i < n; i++) {
            float far = x[i] > 0 ? 1 : (float) StrictMath.exp(x[i]);
            y[i] = isFar(x[i]) ? far : s[i];
        }
    }

    private static void nearSigmoid(float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            float e = Math.fma(s[i], p[i], s[i]);
            float lost = Math.fma(s[i], p[i], s[i] - e);
            float sum = 1 + e;
            float inverse = 1 / sum;
            float quotient = e * inverse;
            float rest = Math.fma(-quotient, sum, e);
            to[i] = Math.fma(Math.fma(lost, inverse, rest), inverse, quotient);
        }
    }

    /** y = tanh(x), within 2.5 ulp, near 0 too; odd. It is e/(e + 2) where e = exp(2|x|) - 1, and 1 from 10 on. */
    public static void tanh(float[] x, float[] y, int n, float[] p, float[] s) {
        for (int i = 0; i < n; i++) {
            p[i] = 2 * Math.min(Math.abs(x[i]), 10);
        }
        reduce(p, p, s, n);
        for (int i = 0; i < n; i++) {
            int power = Float.floatToRawIntBits(s[i]) << 23;
            s[i] = Float.intBitsToFloat(power | (Float.floatToRawIntBits(x[i]) & 0x80000000));
        }
        for (int i = 0; i < n; i++) {
            float power = Math.abs(s[i]);
            float e = Math.fma(power, p[i], power - 1);
            // The sign of s is that of x.
            y[i] = s[i] * e / (power * (e + 2));
        }
    }

    /** y = log(1 + exp(x)), within 2 ulp. */
    public static void softplus(float[] x, float[] y, int n, float[] p, float[] s) {
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
            float far = x[i] > 0 ? x[i] : (float) StrictMath.exp(x[i]);
            y[i] = isFar(-Math.abs(x[i])) ? far : s[i];
        }
    }

    private static void nearSoftplus(float[] x, float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            float e = Math.fma(s[i], p[i], s[i]);
            float h = 0.5f * e * e;
            float t = e / (2 + e);
            float z = t * t;
            float q = 0.24239211f;
            q = Math.fma(q, z, 0.21445388f);
            q = Math.fma(q, z, 0.28615093f);
            q = Math.fma(q, z, 0.39998952f);
            q = Math.fma(q, z, 0.66666675f);
            // Half of x and half of |x| are x, or 0.
            float positive = Math.fma(0.5f, Math.abs(x[i]), 0.5f * x[i]);
            to[i] = positive + (e - (h - t * Math.fma(z, q, h)));
        }
    }

    /** y = log(x), within 1 ulp. */
    public static void log(float[] x, float[] y, int n, float[] p, float[] s) {
        if (exponents(x, p, s, n)) {
            nearLog(x, p, s, y, n);
            return;
        }
        nearLog(x, p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isNormal(x[i]) ? s[i] : (float) StrictMath.log(x[i]);
        }
    }

    private static void nearLog(float[] x, float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            float k = p[i] - 12583039f;
            float f = Math.fma(x[i], s[i], -1);
            float h = 0.5f * f * f;
            float t = f / (2 + f);
            float z = t * t;
            float q = 0.24229622f;
            q = Math.fma(q, z, 0.28500912f);
            q = Math.fma(q, z, 0.4000095f);
            q = Math.fma(q, z, 0.6666666f);
            float rest = h - t * Math.fma(z, q, h);
            to[i] = k * 0.69314575f - (rest - k * 1.4286068e-6f - f);
        }
    }

    /** y = log(1 + x), within 1.5 ulp, near 0 too. */
    public static void log1p(float[] x, float[] y, int n, float[] p, float[] s) {
        for (int i = 0; i < n; i++) {
            s[i] = 1 + x[i];
        }
        if (exponents(s, p, s, n)) {
            nearLog1p(x, p, s, y, n);
            return;
        }
        nearLog1p(x, p, s, s, n);
        for (int i = 0; i < n; i++) {
            y[i] = isNormal(1 + x[i]) ? s[i] : (float) StrictMath.log1p(x[i]);
        }
    }

    private static void nearLog1p(float[] x, float[] p, float[] s, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            // -k, and +0 if k is 0, which keeps the sign of f = -0.
            float k = 12583039f - p[i];
            float sum = 1 + x[i];
            float lost = x[i] - (sum - 1);
            // Not sum * s - 1, which would be +0 and take the sign of x = -0.
            float most = -Math.fma(-sum, s[i], 1);
            float f = Math.fma(lost, s[i], most);
            float tail = Math.fma(lost, s[i], most - f);
            float h = 0.5f * f * f;
            float t = f / (2 + f);
            float z = t * t;
            float q = 0.24229622f;
            q = Math.fma(q, z, 0.28500912f);
            q = Math.fma(q, z, 0.4000095f);
            q = Math.fma(q, z, 0.6666666f);
            float rest = h - t * Math.fma(z, q, h);
            to[i] = f - (rest + Math.fma(k, 1.4286068e-6f, -tail)) - k * 0.69314575f;
        }
    }

    /**
     * For each x = k ln(2) + r: s = 1.5 * 2^23 + 127 + k, and p = exp(r) - 1, a zero with the sign of x. The row p may be x.
     */
    private static void reduce(float[] x, float[] p, float[] s, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[i];
            float sum = Math.fma(v, 1.442695f, 12583039f);
            float k = sum - 12583039f;
            float high = Math.fma(k, -0.69314575f, v);
            float low = k * 1.4286068e-6f;
            float r = high - low;
            float q = -0.00019960158f;
            q = Math.fma(q, r, -0.0013933358f);
            q = Math.fma(q, r, -0.00833319f);
            q = Math.fma(q, r, -0.04166648f);
            q = Math.fma(q, r, -0.16666667f);
            q = Math.fma(q, r, -0.5f);
            p[i] = high - Math.fma(r * r, q, low);
            s[i] = sum;
        }
    }

    /** Makes 2^k of each 1.5 * 2^23 + 127 + k; false if some k is none of a number's exponents. */
    private static boolean powers(float[] s, int n) {
        int all = 0;
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(s[i]) - 0x4b400000;
            all |= (bits - 1) | (bits + 1);
            s[i] = Float.intBitsToFloat(bits << 23);
        }
        return all >>> 8 == 0;
    }

    /** Whether the k of x is none of a number's exponents; true for NaN. */
    private static boolean isFar(float x) {
        float k = Math.fma(x, 1.442695f, 12583039f) - 12583039f;
        return !(k >= -126 && k <= 127);
    }

    /**
     * For each x = 2^k * m with m between sqrt(1/2) and sqrt(2): p = 1.5 * 2^23 + 127 + k and s = 2^-k. False if x or s is not a
     * number of full precision somewhere. The row s may be x.
     */
    private static boolean exponents(float[] x, float[] p, float[] s, int n) {
        int all = 0;
        for (int i = 0; i < n; i++) {
            // The difference of 1 and sqrt(1/2) in bits.
            int exponent = (Float.floatToRawIntBits(x[i]) + 0x4afb0d) >> 23;
            all |= (exponent - 2) | (253 - exponent);
            p[i] = Float.intBitsToFloat(exponent + 0x4b400000);
            s[i] = Float.intBitsToFloat((254 - exponent) << 23);
        }
        return all >= 0;
    }

    /** Whether x has an exponent that {@link #exponents} can tell. */
    private static boolean isNormal(float x) {
        int exponent = (Float.floatToRawIntBits(x) + 0x4afb0d) >> 23;
        return exponent >= 2 && exponent <= 253;
    }
}
