package dev.adjoint.bench;

/** The mean softmax cross-entropy of rows of scores, and its gradient. */
final class HandLoss {

    private HandLoss() {}

    static double crossEntropy(double[][] s, int[] y, double[][] d, int n, int classes) {
        double loss = 0;
        double share = 1;
        share /= n;
        for (int b = 0; b < n; b++) {
            double[] row = s[b];
            double max = row[0];
            for (int k = 1; k < classes; k++) {
                max = Math.max(max, row[k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double e = Scalars.exp(row[k] - max);
                d[b][k] = e;
                sum += e;
            }
            loss += max + Scalars.log(sum) - row[y[b]];
            double factor = 1 / (sum * n);
            for (int k = 0; k < classes; k++) {
                d[b][k] *= factor;
            }
            d[b][y[b]] -= share;
        }
        return loss / n;
    }
}
