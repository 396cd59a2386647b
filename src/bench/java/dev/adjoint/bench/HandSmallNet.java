package dev.adjoint.bench;

/** A 4-5-5-3 net with softmax cross-entropy of one example: loops over constant sizes, whose inner products are written out. */
final class HandSmallNet {

    private static final int D = 4;
    private static final int H = 5;
    private static final int C = 3;
    private static final int B1 = H * D;
    private static final int W2 = B1 + H;
    private static final int B2 = W2 + H * H;
    private static final int W3 = B2 + H;
    private static final int B3 = W3 + C * H;

    private final double[] h1 = new double[H];
    private final double[] h2 = new double[H];
    private final double[] d1 = new double[H];
    private final double[] d2 = new double[H];

    double valueAndGradient(double[] theta, double[] x, int y, double[] g) {
        double x0 = x[0];
        double x1 = x[1];
        double x2 = x[2];
        double x3 = x[3];
        for (int i = 0; i < H; i++) {
            int w = D * i;
            double z = theta[w] * x0 + theta[w + 1] * x1 + (theta[w + 2] * x2 + theta[w + 3] * x3) + theta[B1 + i];
            h1[i] = Math.max(0, z);
        }
        for (int i = 0; i < H; i++) {
            h2[i] = Math.max(0, row(theta, W2 + H * i, h1) + theta[B2 + i]);
        }
        double s0 = row(theta, W3, h2) + theta[B3];
        double s1 = row(theta, W3 + H, h2) + theta[B3 + 1];
        double s2 = row(theta, W3 + 2 * H, h2) + theta[B3 + 2];
        double max = Math.max(s0, Math.max(s1, s2));
        double e0 = Math.exp(s0 - max);
        double e1 = Math.exp(s1 - max);
        double e2 = Math.exp(s2 - max);
        double sum = e0 + e1 + e2;
        double p0 = e0 / sum - (y == 0 ? 1 : 0);
        double p1 = e1 / sum - (y == 1 ? 1 : 0);
        double p2 = e2 / sum - (y == 2 ? 1 : 0);
        back(theta, x0, x1, x2, x3, p0, p1, p2, g);
        return max + Math.log(sum) - (y == 0 ? s0 : y == 1 ? s1 : s2);
    }

    private static double row(double[] theta, int w, double[] h) {
        return theta[w] * h[0]
                + theta[w + 1] * h[1]
                + (theta[w + 2] * h[2] + theta[w + 3] * h[3])
                + theta[w + 4] * h[4];
    }

    private void back(
            double[] theta, double x0, double x1, double x2, double x3, double p0, double p1, double p2, double[] g) {
        g[B3] = p0;
        g[B3 + 1] = p1;
        g[B3 + 2] = p2;
        for (int j = 0; j < H; j++) {
            g[W3 + j] = p0 * h2[j];
            g[W3 + H + j] = p1 * h2[j];
            g[W3 + 2 * H + j] = p2 * h2[j];
            double d = p0 * theta[W3 + j] + p1 * theta[W3 + H + j] + p2 * theta[W3 + 2 * H + j];
            d2[j] = h2[j] > 0 ? d : 0;
        }
        for (int i = 0; i < H; i++) {
            double d = d2[i];
            g[B2 + i] = d;
            for (int j = 0; j < H; j++) {
                g[W2 + H * i + j] = d * h1[j];
            }
        }
        for (int j = 0; j < H; j++) {
            double d = d2[0] * theta[W2 + j]
                    + d2[1] * theta[W2 + H + j]
                    + (d2[2] * theta[W2 + 2 * H + j] + d2[3] * theta[W2 + 3 * H + j])
                    + d2[4] * theta[W2 + 4 * H + j];
            d1[j] = h1[j] > 0 ? d : 0;
        }
        for (int i = 0; i < H; i++) {
            double d = d1[i];
            int w = D * i;
            g[B1 + i] = d;
            g[w] = d * x0;
            g[w + 1] = d * x1;
            g[w + 2] = d * x2;
            g[w + 3] = d * x3;
        }
    }
}
