package dev.adjoint.bench;

import java.util.Arrays;

/**
 * The Gaussian mixture with a Wishart prior (gamma 1, m 0), by hand: the points are the innermost loop, in blocks whose numbers stay
 * in the cache. theta is alpha[K], mu[K,D], q[K,D], l[K,D,D].
 */
final class HandMixture {

    private static final int BLOCK = 128;

    private final int n;
    private final int d;
    private final int k;
    private final double[][] columns;
    private final double[][] x;
    private final double[][] centred;
    private final double[][][] z;
    private final double[][] p;
    private final double[] max = new double[BLOCK];
    private final double[] total = new double[BLOCK];
    private final double[] squares = new double[BLOCK];

    HandMixture(int n, int d, int k, double[] points) {
        this.n = n;
        this.d = d;
        this.k = k;
        columns = new double[d][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                columns[j][i] = points[i * d + j];
            }
        }
        x = new double[d][BLOCK];
        centred = new double[d][BLOCK];
        z = new double[k][d][BLOCK];
        p = new double[k][BLOCK];
    }

    double valueAndGradient(double[] theta, double[] g) {
        Arrays.fill(g, 0);
        double value = 0;
        for (int from = 0; from < n; from += BLOCK) {
            value += block(theta, from, Math.min(BLOCK, n - from), g);
        }
        value -= n * alpha(theta, g) + n * d * Math.log(2 * Math.PI) / 2;
        return value + prior(theta, g);
    }

    private double block(double[] theta, int from, int count, double[] g) {
        for (int j = 0; j < d; j++) {
            System.arraycopy(columns[j], from, x[j], 0, count);
        }
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int c = 0; c < k; c++) {
            forward(theta, c);
        }
        Arrays.fill(total, 0);
        for (int c = 0; c < k; c++) {
            double[] pc = p[c];
            for (int i = 0; i < BLOCK; i++) {
                pc[i] = Math.exp(pc[i] - max[i]);
            }
            for (int i = 0; i < BLOCK; i++) {
                total[i] += pc[i];
            }
        }
        double value = 0;
        for (int i = 0; i < BLOCK; i++) {
            if (i < count) {
                value += max[i] + Math.log(total[i]);
                total[i] = 1 / total[i];
            } else {
                total[i] = 0; // what is left in the last block has no weight
            }
        }
        for (int c = 0; c < k; c++) {
            backward(theta, c, g);
        }
        return value;
    }

    private void forward(double[] theta, int c) {
        centre(theta, c);
        int q = k + k * d + c * d;
        int l = k + 2 * k * d + c * d * d;
        double sum = theta[c];
        Arrays.fill(squares, 0);
        for (int i = 0; i < d; i++) {
            double[] zi = z[c][i];
            scaled(zi, Math.exp(theta[q + i]), centred[i]);
            int j = 0;
            for (; j + 3 < i; j += 4) {
                int at = l + i * d + j;
                add(
                        zi,
                        theta[at],
                        centred[j],
                        theta[at + 1],
                        centred[j + 1],
                        theta[at + 2],
                        centred[j + 2],
                        theta[at + 3],
                        centred[j + 3]);
            }
            for (; j < i; j++) {
                add(zi, theta[l + i * d + j], centred[j]);
            }
            addSquares(squares, zi);
            sum += theta[q + i];
        }
        double[] pc = p[c];
        for (int i = 0; i < BLOCK; i++) {
            pc[i] = sum - squares[i] / 2;
            max[i] = Math.max(max[i], pc[i]);
        }
    }

    private void centre(double[] theta, int c) {
        for (int j = 0; j < d; j++) {
            double mu = theta[k + c * d + j];
            double[] to = centred[j];
            double[] xj = x[j];
            for (int i = 0; i < BLOCK; i++) {
                to[i] = xj[i] - mu;
            }
        }
    }

    private static void scaled(double[] to, double a, double[] row) {
        for (int i = 0; i < BLOCK; i++) {
            to[i] = a * row[i];
        }
    }

    private static void add(double[] to, double a, double[] row) {
        for (int i = 0; i < BLOCK; i++) {
            to[i] = Math.fma(a, row[i], to[i]);
        }
    }

    private static void add(
            double[] to,
            double a0,
            double[] r0,
            double a1,
            double[] r1,
            double a2,
            double[] r2,
            double a3,
            double[] r3) {
        for (int i = 0; i < BLOCK; i++) {
            to[i] = Math.fma(a3, r3[i], Math.fma(a2, r2[i], Math.fma(a1, r1[i], Math.fma(a0, r0[i], to[i]))));
        }
    }

    private static void addSquares(double[] to, double[] row) {
        for (int i = 0; i < BLOCK; i++) {
            to[i] = Math.fma(row[i], row[i], to[i]);
        }
    }

    private void backward(double[] theta, int c, double[] g) {
        centre(theta, c);
        int mu = k + c * d;
        int q = k + k * d + c * d;
        int l = k + 2 * k * d + c * d * d;
        double[] weight = p[c];
        for (int i = 0; i < BLOCK; i++) {
            weight[i] *= total[i];
        }
        double mass = HandSums.sum(weight);
        g[c] += mass;
        for (int i = 0; i < d; i++) {
            double[] dz = z[c][i];
            for (int b = 0; b < BLOCK; b++) {
                dz[b] *= -weight[b];
            }
            double diagonal = Math.exp(theta[q + i]);
            double sum = HandSums.sum(dz);
            g[q + i] += mass + diagonal * HandSums.dot(dz, centred[i]);
            g[mu + i] -= diagonal * sum;
            for (int j = 0; j < i; j++) {
                g[l + i * d + j] += HandSums.dot(dz, centred[j]);
                g[mu + j] -= theta[l + i * d + j] * sum;
            }
        }
    }

    /** Of logsumexp(alpha), whose gradient counts n times. */
    private double alpha(double[] theta, double[] g) {
        double largest = theta[0];
        for (int c = 1; c < k; c++) {
            largest = Math.max(largest, theta[c]);
        }
        double sum = 0;
        for (int c = 0; c < k; c++) {
            sum += Math.exp(theta[c] - largest);
        }
        for (int c = 0; c < k; c++) {
            g[c] -= n * Math.exp(theta[c] - largest) / sum;
        }
        return largest + Math.log(sum);
    }

    private double prior(double[] theta, double[] g) {
        int q = k + k * d;
        int l = k + 2 * k * d;
        double square = 0;
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < d; i++) {
                double diagonal = Math.exp(theta[q + c * d + i]);
                square += diagonal * diagonal;
                g[q + c * d + i] -= diagonal * diagonal;
                for (int j = 0; j < i; j++) {
                    int at = l + (c * d + i) * d + j;
                    square += theta[at] * theta[at];
                    g[at] -= theta[at];
                }
            }
        }
        return k * constant() - square / 2;
    }

    /** The logarithm of the prior's norm: of gamma functions at the halves of d + 1, d, ..., 2. */
    private double constant() {
        double sum = d * (d - 1) / 4.0 * Math.log(Math.PI);
        for (int i = 0; i < d; i++) {
            sum += logGammaOfHalf(d + 1 - i);
        }
        return -(d + 1) * d * Math.log(2) / 2 - sum;
    }

    private static double logGammaOfHalf(int halves) {
        double value = halves % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
        for (double t = halves % 2 == 0 ? 1 : 0.5; t < halves / 2.0; t++) {
            value += Math.log(t);
        }
        return value;
    }
}
