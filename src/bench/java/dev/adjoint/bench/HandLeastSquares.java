package dev.adjoint.bench;

import java.util.Arrays;

/** A polynomial against the sign of t, by hand: Horner's scheme for all points at once, then a pass for each coefficient. */
final class HandLeastSquares {

    private final double[] t;
    private final double[] r;

    HandLeastSquares(int n) {
        t = new double[n];
        r = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = -1 + 2.0 * i / (n - 1);
        }
    }

    double valueAndGradient(double[] x, double[] g) {
        Arrays.fill(r, 0);
        for (int j = x.length - 1; j >= 0; j--) {
            horner(r, t, x[j]);
        }
        for (int i = 0; i < r.length; i++) {
            r[i] -= Math.signum(t[i]);
        }
        double value = HandSums.dot(r, r) / 2;
        for (int j = 0; j < x.length; j++) {
            g[j] = HandSums.sum(r);
            multiply(r, t);
        }
        return value;
    }

    private static void horner(double[] r, double[] t, double x) {
        for (int i = 0; i < r.length; i++) {
            r[i] = Math.fma(r[i], t[i], x);
        }
    }

    private static void multiply(double[] r, double[] t) {
        for (int i = 0; i < r.length; i++) {
            r[i] *= t[i];
        }
    }
}
