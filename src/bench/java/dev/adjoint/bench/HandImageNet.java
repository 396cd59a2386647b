package dev.adjoint.bench;

import static dev.adjoint.bench.ImageNetSizes.*;

import java.util.Arrays;

/**
 * The convolutional net by hand, as fast as plain Java is: patches become columns of a matrix, convolutions are products by
 * {@link HandProduct}, and backward only those places are visited that the poolings have taken.
 */
final class HandImageNet {

    /** So many images are one product in the second convolution. */
    private static final int GROUP = 4;

    private final int n;
    private final double[][] f1 = new double[C1][P1];
    private final double[][] f2 = new double[C2][P2];
    private final double[][] df2 = new double[C2][P2];
    private final double[][] columns1 = new double[P1][V1 * V1];
    private final double[][] columns2 = new double[P2][GROUP * V2 * V2];
    private final double[][] v1 = new double[C1][V1 * V1];
    private final double[][] v2 = new double[C2][GROUP * V2 * V2];
    private final double[][] patches = new double[V2 * V2][P2];
    private final double[][] dpatches = new double[V2 * V2][P2];
    private final double[][] a1;
    private final int[][] place1;
    private final double[][] a2;
    private final int[][] place2;
    private final double[][] w = new double[C][FLAT];
    private final double[][] s;
    private final double[][] ds;
    private final double[] da2 = new double[FLAT];
    private final double[] da1 = new double[C1 * S1 * S1];
    private final double[] spare = new double[V1 * V1];

    HandImageNet(int n) {
        this.n = n;
        a1 = new double[n][C1 * S1 * S1];
        place1 = new int[n][C1 * S1 * S1];
        a2 = new double[n][FLAT];
        place2 = new int[n][FLAT];
        s = new double[n][C];
        ds = new double[n][C];
    }

    double valueAndGradient(double[] theta, double[] x, int[] y, double[] g) {
        Arrays.fill(g, 0);
        rows(theta, 0, f1);
        rows(theta, F2, f2);
        rows(theta, W, w);
        for (int b = 0; b < n; b++) {
            first(theta, x, b);
        }
        for (int b = 0; b < n; b += GROUP) {
            second(theta, b, Math.min(GROUP, n - b));
        }
        for (int b = 0; b < n; b++) {
            for (int k = 0; k < C; k++) {
                s[b][k] = theta[B + k] + product(w[k], a2[b]);
            }
        }
        double loss = HandLoss.crossEntropy(s, y, ds, n, C);
        for (double[] row : df2) {
            Arrays.fill(row, 0);
        }
        for (int b = 0; b < n; b++) {
            denseBack(b, g);
            secondBack(b, g);
            firstBack(x, b, g);
        }
        for (int o = 0; o < C2; o++) {
            System.arraycopy(df2[o], 0, g, F2 + o * P2, P2);
        }
        return loss;
    }

    private static void rows(double[] theta, int at, double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(theta, at + i * rows[i].length, rows[i], 0, rows[i].length);
        }
    }

    private void first(double[] theta, double[] x, int b) {
        for (int p = 0; p < K; p++) {
            for (int q = 0; q < K; q++) {
                for (int i = 0; i < V1; i++) {
                    System.arraycopy(x, (b * S + i + p) * S + q, columns1[p * K + q], i * V1, V1);
                }
            }
        }
        for (int o = 0; o < C1; o++) {
            Arrays.fill(v1[o], theta[B1 + o]);
        }
        HandProduct.add(v1, f1, columns1, C1, V1 * V1, P1, spare);
        for (int o = 0; o < C1; o++) {
            pool(v1[o], 0, S1, a1[b], place1[b], o * S1 * S1);
        }
    }

    private void second(double[] theta, int b, int group) {
        for (int k = 0; k < group; k++) {
            for (int c = 0; c < C1; c++) {
                for (int p = 0; p < K; p++) {
                    for (int q = 0; q < K; q++) {
                        double[] to = columns2[(c * K + p) * K + q];
                        for (int i = 0; i < V2; i++) {
                            System.arraycopy(a1[b + k], (c * S1 + i + p) * S1 + q, to, (k * V2 + i) * V2, V2);
                        }
                    }
                }
            }
        }
        for (int o = 0; o < C2; o++) {
            Arrays.fill(v2[o], theta[B2 + o]);
        }
        HandProduct.add(v2, f2, columns2, C2, group * V2 * V2, P2, spare);
        for (int k = 0; k < group; k++) {
            for (int o = 0; o < C2; o++) {
                pool(v2[o], k * V2 * V2, S2, a2[b + k], place2[b + k], o * S2 * S2);
            }
        }
    }

    /** The largest of 2x2 numbers and 0, and its place; the place is -1 where 0 is the largest. */
    private static void pool(double[] v, int at, int side, double[] a, int[] place, int to) {
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                int k = 4 * i * side + 2 * j;
                double best = 0;
                int where = -1;
                for (int u = 0; u < 4; u++) {
                    int from = k + (u / 2) * 2 * side + u % 2;
                    if (v[at + from] > best) {
                        best = v[at + from];
                        where = from;
                    }
                }
                a[to + i * side + j] = best;
                place[to + i * side + j] = where;
            }
        }
    }

    private static double product(double[] u, double[] v) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int j = 0; j < FLAT; j += 4) {
            s0 = Math.fma(u[j], v[j], s0);
            s1 = Math.fma(u[j + 1], v[j + 1], s1);
            s2 = Math.fma(u[j + 2], v[j + 2], s2);
            s3 = Math.fma(u[j + 3], v[j + 3], s3);
        }
        return s0 + s1 + (s2 + s3);
    }

    private void denseBack(int b, double[] g) {
        Arrays.fill(da2, 0);
        for (int k = 0; k < C; k++) {
            double d = ds[b][k];
            g[B + k] += d;
            add(da2, d, w[k], FLAT);
            for (int j = 0; j < FLAT; j++) {
                g[W + k * FLAT + j] += d * a2[b][j];
            }
        }
    }

    private static void add(double[] to, double a, double[] row, int count) {
        for (int j = 0; j < count; j++) {
            to[j] = Math.fma(a, row[j], to[j]);
        }
    }

    private void secondBack(int b, double[] g) {
        for (int i = 0; i < V2; i++) {
            for (int j = 0; j < V2; j++) {
                double[] patch = patches[i * V2 + j];
                for (int c = 0; c < C1; c++) {
                    for (int p = 0; p < K; p++) {
                        System.arraycopy(a1[b], (c * S1 + i + p) * S1 + j, patch, (c * K + p) * K, K);
                    }
                }
                Arrays.fill(dpatches[i * V2 + j], 0);
            }
        }
        for (int o = 0; o < C2; o++) {
            for (int k = o * S2 * S2; k < (o + 1) * S2 * S2; k++) {
                int where = place2[b][k];
                if (where >= 0) {
                    g[B2 + o] += da2[k];
                    add(df2[o], da2[k], patches[where], P2);
                    add(dpatches[where], da2[k], f2[o], P2);
                }
            }
        }
        Arrays.fill(da1, 0);
        for (int i = 0; i < V2; i++) {
            for (int j = 0; j < V2; j++) {
                double[] dpatch = dpatches[i * V2 + j];
                for (int c = 0; c < C1; c++) {
                    for (int p = 0; p < K; p++) {
                        int to = (c * S1 + i + p) * S1 + j;
                        int from = (c * K + p) * K;
                        for (int q = 0; q < K; q++) {
                            da1[to + q] += dpatch[from + q];
                        }
                    }
                }
            }
        }
    }

    private void firstBack(double[] x, int b, double[] g) {
        for (int o = 0; o < C1; o++) {
            for (int k = o * S1 * S1; k < (o + 1) * S1 * S1; k++) {
                int where = place1[b][k];
                if (where >= 0) {
                    double d = da1[k];
                    g[B1 + o] += d;
                    int from = (b * S + where / V1) * S + where % V1;
                    for (int p = 0; p < K; p++) {
                        int to = o * P1 + p * K;
                        int row = from + p * S;
                        g[to] = Math.fma(d, x[row], g[to]);
                        g[to + 1] = Math.fma(d, x[row + 1], g[to + 1]);
                        g[to + 2] = Math.fma(d, x[row + 2], g[to + 2]);
                        g[to + 3] = Math.fma(d, x[row + 3], g[to + 3]);
                        g[to + 4] = Math.fma(d, x[row + 4], g[to + 4]);
                    }
                }
            }
        }
    }
}
