package dev.adjoint.bench;

import java.util.Arrays;

/**
 * The 784-256-128-10 net with softmax cross-entropy of one example, by hand. Rows of theta are copied to a row of scratch, where
 * loops over constant sizes with literal offsets become vector code.
 */
final class HandNetOfOne {

    private static final int D = 784;
    private static final int H1 = 256;
    private static final int H2 = 128;
    private static final int C = 10;
    private static final int B1 = H1 * D;
    private static final int W2 = B1 + H1;
    private static final int B2 = W2 + H2 * H1;
    private static final int W3 = B2 + H2;
    private static final int B3 = W3 + C * H2;

    private final double[] r0 = new double[D];
    private final double[] r1 = new double[H1];
    private final double[] r2 = new double[H1];
    private final double[] r3 = new double[H1];
    private final double[] folded = new double[112];
    private final double[] h1 = new double[H1];
    private final double[] h2 = new double[H2];
    private final double[][] s = new double[1][C];
    private final double[] d1 = new double[H1];
    private final double[] d2 = new double[H2];
    private final double[][] d3 = new double[1][C];

    double valueAndGradient(double[] theta, double[] x, int[] y, double[] g) {
        for (int i = 0; i < H1; i++) {
            System.arraycopy(theta, i * D, r0, 0, D);
            fold784(folded, r0, x);
            h1[i] = Math.max(0, theta[B1 + i] + sum(folded, 112));
        }
        for (int i = 0; i < H2; i++) {
            System.arraycopy(theta, W2 + i * H1, r0, 0, H1);
            fold256(folded, r0, h1);
            h2[i] = Math.max(0, theta[B2 + i] + sum(folded, 64));
        }
        for (int i = 0; i < C; i++) {
            System.arraycopy(theta, W3 + i * H2, r0, 0, H2);
            fold128(folded, r0, h2);
            s[0][i] = theta[B3 + i] + sum(folded, 32);
        }
        double loss = HandLoss.crossEntropy(s, y, d3, 1, C);
        toInput(theta, W3, d3[0], C, h2, d2, H2);
        toWeights(d3[0], C, h2, H2, g, W3);
        toInput(theta, W2, d2, H2, h1, d1, H1);
        toWeights(d2, H2, h1, H1, g, W2);
        toWeights(d1, H1, x, D, g, 0);
        return loss;
    }

    private static void fold784(double[] t, double[] w, double[] x) {
        for (int j = 0; j < 112; j++) {
            double low = Math.fma(w[j + 112], x[j + 112], w[j] * x[j]);
            double high = Math.fma(w[j + 336], x[j + 336], w[j + 224] * x[j + 224]);
            double top = Math.fma(w[j + 560], x[j + 560], w[j + 448] * x[j + 448]);
            t[j] = low + high + Math.fma(w[j + 672], x[j + 672], top);
        }
    }

    private static void fold256(double[] t, double[] w, double[] x) {
        for (int j = 0; j < 64; j++) {
            double low = Math.fma(w[j + 64], x[j + 64], w[j] * x[j]);
            t[j] = low + Math.fma(w[j + 192], x[j + 192], w[j + 128] * x[j + 128]);
        }
    }

    private static void fold128(double[] t, double[] w, double[] x) {
        for (int j = 0; j < 32; j++) {
            double low = Math.fma(w[j + 32], x[j + 32], w[j] * x[j]);
            t[j] = low + Math.fma(w[j + 96], x[j + 96], w[j + 64] * x[j + 64]);
        }
    }

    /** The sum of numbers whose count is a multiple of 8. */
    private static double sum(double[] t, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int j = 0; j < count; j += 8) {
            s0 += t[j];
            s1 += t[j + 1];
            s2 += t[j + 2];
            s3 += t[j + 3];
            s4 += t[j + 4];
            s5 += t[j + 5];
            s6 += t[j + 6];
            s7 += t[j + 7];
        }
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    /** Writes the adjoint of what came in, four rows at a time, and stops it where max(0, .) did. */
    private void toInput(double[] theta, int w, double[] d, int rows, double[] in, double[] din, int columns) {
        Arrays.fill(din, 0);
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            System.arraycopy(theta, w + i * columns, r0, 0, columns);
            System.arraycopy(theta, w + (i + 1) * columns, r1, 0, columns);
            System.arraycopy(theta, w + (i + 2) * columns, r2, 0, columns);
            System.arraycopy(theta, w + (i + 3) * columns, r3, 0, columns);
            addRows(din, r0, r1, r2, r3, d[i], d[i + 1], d[i + 2], d[i + 3], columns);
        }
        for (; i < rows; i++) {
            System.arraycopy(theta, w + i * columns, r0, 0, columns);
            addRow(din, r0, d[i], columns);
        }
        for (int j = 0; j < columns; j++) {
            din[j] = in[j] > 0 ? din[j] : 0;
        }
    }

    private static void addRows(
            double[] to,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double a0,
            double a1,
            double a2,
            double a3,
            int columns) {
        for (int j = 0; j < columns; j++) {
            to[j] = Math.fma(a3, r3[j], Math.fma(a2, r2[j], Math.fma(a1, r1[j], Math.fma(a0, r0[j], to[j]))));
        }
    }

    private static void addRow(double[] to, double[] r, double a, int columns) {
        for (int j = 0; j < columns; j++) {
            to[j] = Math.fma(a, r[j], to[j]);
        }
    }

    private void toWeights(double[] d, int rows, double[] in, int columns, double[] g, int w) {
        for (int i = 0; i < rows; i++) {
            scaled(r0, d[i], in, columns);
            System.arraycopy(r0, 0, g, w + i * columns, columns);
        }
        System.arraycopy(d, 0, g, w + rows * columns, rows);
    }

    private static void scaled(double[] to, double a, double[] in, int columns) {
        for (int j = 0; j < columns; j++) {
            to[j] = a * in[j];
        }
    }
}
