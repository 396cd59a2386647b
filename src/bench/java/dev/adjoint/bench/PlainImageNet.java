package dev.adjoint.bench;

import static dev.adjoint.bench.ImageNetSizes.*;

import java.util.Arrays;

/** The convolutional net by hand in plain loops, image by image. */
final class PlainImageNet {

    private final int n;
    private final double[] v1 = new double[C1 * V1 * V1];
    private final double[] a1 = new double[C1 * S1 * S1];
    private final double[] v2 = new double[C2 * V2 * V2];
    private final double[] a2 = new double[FLAT];
    private final double[] da1 = new double[a1.length];
    private final double[] dv1 = new double[v1.length];
    private final double[] da2 = new double[a2.length];
    private final double[] dv2 = new double[v2.length];
    private final double[][] s = new double[1][C];
    private final double[][] ds = new double[1][C];
    private final int[] label = new int[1];

    PlainImageNet(int n) {
        this.n = n;
    }

    double valueAndGradient(double[] theta, double[] x, int[] y, double[] g) {
        Arrays.fill(g, 0);
        double loss = 0;
        for (int b = 0; b < n; b++) {
            convolve(theta, 0, B1, x, b * S * S, 1, S, C1, v1);
            pool(v1, a1, C1, S1);
            convolve(theta, F2, B2, a1, 0, C1, S1, C2, v2);
            pool(v2, a2, C2, S2);
            for (int k = 0; k < C; k++) {
                double sum = theta[B + k];
                for (int j = 0; j < FLAT; j++) {
                    sum += theta[W + k * FLAT + j] * a2[j];
                }
                s[0][k] = sum;
            }
            label[0] = y[b];
            loss += HandLoss.crossEntropy(s, label, ds, 1, C) / n;
            back(theta, x, b * S * S, g);
        }
        return loss;
    }

    private void back(double[] theta, double[] x, int image, double[] g) {
        Arrays.fill(da2, 0);
        for (int k = 0; k < C; k++) {
            double d = ds[0][k] / n;
            g[B + k] += d;
            for (int j = 0; j < FLAT; j++) {
                g[W + k * FLAT + j] += d * a2[j];
                da2[j] += d * theta[W + k * FLAT + j];
            }
        }
        poolBack(v2, a2, da2, dv2, C2, S2);
        Arrays.fill(da1, 0);
        convolveBack(theta, F2, B2, a1, 0, C1, S1, C2, dv2, g, da1);
        poolBack(v1, a1, da1, dv1, C1, S1);
        convolveBack(theta, 0, B1, x, image, 1, S, C1, dv1, g, null);
    }

    private static void convolve(
            double[] theta, int f, int b, double[] in, int at, int channels, int side, int filters, double[] out) {
        int left = side - K + 1;
        for (int o = 0; o < filters; o++) {
            for (int i = 0; i < left; i++) {
                for (int j = 0; j < left; j++) {
                    double sum = theta[b + o];
                    for (int c = 0; c < channels; c++) {
                        for (int p = 0; p < K; p++) {
                            int row = at + (c * side + i + p) * side + j;
                            int filter = f + ((o * channels + c) * K + p) * K;
                            for (int q = 0; q < K; q++) {
                                sum += theta[filter + q] * in[row + q];
                            }
                        }
                    }
                    out[(o * left + i) * left + j] = sum;
                }
            }
        }
    }

    private static void convolveBack(
            double[] theta,
            int f,
            int b,
            double[] in,
            int at,
            int channels,
            int side,
            int filters,
            double[] dout,
            double[] g,
            double[] din) {
        int left = side - K + 1;
        for (int o = 0; o < filters; o++) {
            for (int i = 0; i < left; i++) {
                for (int j = 0; j < left; j++) {
                    double d = dout[(o * left + i) * left + j];
                    if (d == 0) {
                        continue;
                    }
                    g[b + o] += d;
                    for (int c = 0; c < channels; c++) {
                        for (int p = 0; p < K; p++) {
                            int row = at + (c * side + i + p) * side + j;
                            int filter = f + ((o * channels + c) * K + p) * K;
                            for (int q = 0; q < K; q++) {
                                g[filter + q] += d * in[row + q];
                                if (din != null) {
                                    din[row + q] += d * theta[filter + q];
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /** The largest of 2x2 numbers and 0. */
    private static void pool(double[] v, double[] a, int channels, int side) {
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    int k = (c * 2 * side + 2 * i) * 2 * side + 2 * j;
                    double max = Math.max(Math.max(v[k], v[k + 1]), Math.max(v[k + 2 * side], v[k + 2 * side + 1]));
                    a[(c * side + i) * side + j] = Math.max(0, max);
                }
            }
        }
    }

    private static void poolBack(double[] v, double[] a, double[] da, double[] dv, int channels, int side) {
        Arrays.fill(dv, 0);
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    int to = (c * side + i) * side + j;
                    if (a[to] > 0) {
                        int k = (c * 2 * side + 2 * i) * 2 * side + 2 * j;
                        int best = v[k] == a[to]
                                ? k
                                : v[k + 1] == a[to]
                                        ? k + 1
                                        : v[k + 2 * side] == a[to] ? k + 2 * side : k + 2 * side + 1;
                        dv[best] = da[to];
                    }
                }
            }
        }
    }
}
