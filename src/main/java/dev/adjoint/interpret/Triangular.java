package dev.adjoint.interpret;

import dev.adjoint.kernels.Linear;

/** Triangular matrices: the values are those of the kernels, the tangents those of the algorithms step by step. */
final class Triangular {

    private Triangular() {}

    /** {@code L*X = B}, from the first row on. */
    static Array solve(Array l, Array b) {
        int n = l.shape()[0];
        int m = b.size() / n;
        double[] x = new double[n * m];
        Linear.solveLower(l.values(), 0, n, b.values(), 0, m, x, 0);
        Array result = new Array(b.shape(), x, null);
        if (!l.isStill() || !b.isStill()) {
            for (int i = 0; i < n; i++) {
                row(i, 0, i, l, false, b, result);
            }
        }
        return result;
    }

    /** {@code L'*X = B}, from the last row on. */
    static Array solveTransposed(Array l, Array b) {
        int n = l.shape()[0];
        int m = b.size() / n;
        double[] x = new double[n * m];
        Linear.solveLowerTransposed(l.values(), 0, n, b.values(), 0, m, x, 0);
        Array result = new Array(b.shape(), x, null);
        if (!l.isStill() || !b.isStill()) {
            for (int i = n - 1; i >= 0; i--) {
                row(i, i + 1, n, l, true, b, result);
            }
        }
        return result;
    }

    /** The tangents of row i, whose values are {@code (b - sum(l*x))/diagonal}, from those of the rows from..to. */
    private static void row(int i, int from, int to, Array l, boolean turned, Array b, Array x) {
        int n = l.shape()[0];
        int m = b.size() / n;
        int diagonal = i * n + i;
        for (int j = 0; j < m; j++) {
            int at = i * m + j;
            double tangent = b.tangent(at) - l.tangent(diagonal) * x.value(at);
            double magnitude = b.magnitude(at) + l.magnitude(diagonal) * Math.abs(x.value(at));
            for (int k = from; k < to; k++) {
                Dual factor = l.get(turned ? k * n + i : i * n + k);
                Dual other = x.get(k * m + j);
                tangent -= factor.tangent() * other.value() + factor.value() * other.tangent();
                magnitude +=
                        factor.magnitude() * Math.abs(other.value()) + Math.abs(factor.value()) * other.magnitude();
            }
            double divisor = l.value(diagonal);
            x.set(at, x.value(at), tangent / divisor, magnitude / Math.abs(divisor));
        }
    }

    /** {@code L*L' = A}, column by column. */
    static Array chol(Array a, String place) {
        int n = a.shape()[0];
        double[] values = new double[n * n];
        Linear.chol(a.values(), 0, n, values, 0, place);
        Array l = new Array(a.shape(), values, null);
        if (!a.isStill()) {
            for (int j = 0; j < n; j++) {
                for (int i = j; i < n; i++) {
                    element(i, j, a, l);
                }
            }
        }
        return l;
    }

    /** The tangent of {@code (a[i,j] - sum(l[i,k]*l[j,k]))/l[j,j]}, or of the root of that sum on the diagonal. */
    private static void element(int i, int j, Array a, Array l) {
        int n = a.shape()[0];
        int at = i * n + j;
        double tangent = a.tangent(at);
        double magnitude = a.magnitude(at);
        for (int k = 0; k < j; k++) {
            Dual u = l.get(i * n + k);
            Dual v = l.get(j * n + k);
            tangent -= u.tangent() * v.value() + u.value() * v.tangent();
            magnitude += u.magnitude() * Math.abs(v.value()) + Math.abs(u.value()) * v.magnitude();
        }
        double divisor = l.value(j * n + j);
        if (i == j) {
            l.set(at, divisor, tangent / (2 * divisor), magnitude / (2 * Math.abs(divisor)));
            return;
        }
        Dual diagonal = l.get(j * n + j);
        double value = l.value(at);
        l.set(
                at,
                value,
                (tangent - value * diagonal.tangent()) / divisor,
                (magnitude + Math.abs(value) * diagonal.magnitude()) / Math.abs(divisor));
    }
}
