package dev.adjoint.bench;

/** The logarithm of a sum of exponentials, and its gradient, by hand in three passes. */
final class HandLogSumExp {

    private HandLogSumExp() {}

    static double valueAndGradient(double[] x, double[] g) {
        double max = x[0];
        for (int i = 1; i < x.length; i++) {
            max = Math.max(max, x[i]);
        }
        for (int i = 0; i < x.length; i++) {
            g[i] = Math.exp(x[i] - max);
        }
        double sum = HandSums.sum(g);
        double factor = 1 / sum;
        for (int i = 0; i < x.length; i++) {
            g[i] *= factor;
        }
        return max + Math.log(sum);
    }
}
