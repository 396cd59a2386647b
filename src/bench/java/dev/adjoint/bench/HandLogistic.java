package dev.adjoint.bench;

import java.util.Arrays;

/** Logistic regression by hand: one pass over the examples, theta is w[D], b. */
final class HandLogistic {

    private HandLogistic() {}

    static double valueAndGradient(double[] theta, double[] x, double[] y, double[] g) {
        int n = y.length;
        int columns = theta.length - 1;
        Arrays.fill(g, 0);
        double loss = 0;
        for (int b = 0; b < n; b++) {
            int row = b * columns;
            double z = theta[columns] + product(theta, x, row, columns);
            double e = Scalars.exp(-Math.abs(z));
            double p = (z >= 0 ? 1 : e) / (1 + e);
            loss += Math.max(0, z) + Scalars.log(1 + e) - y[b] * z;
            double d = (p - y[b]) / n;
            for (int j = 0; j < columns; j++) {
                g[j] = Math.fma(d, x[row + j], g[j]);
            }
            g[columns] += d;
        }
        return loss / n;
    }

    private static double product(double[] w, double[] x, int row, int columns) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < columns; j += 4) {
            s0 = Math.fma(w[j], x[row + j], s0);
            s1 = Math.fma(w[j + 1], x[row + j + 1], s1);
            s2 = Math.fma(w[j + 2], x[row + j + 2], s2);
            s3 = Math.fma(w[j + 3], x[row + j + 3], s3);
        }
        for (; j < columns; j++) {
            s0 = Math.fma(w[j], x[row + j], s0);
        }
        return s0 + s1 + (s2 + s3);
    }
}
