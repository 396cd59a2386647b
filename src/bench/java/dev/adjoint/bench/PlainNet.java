package dev.adjoint.bench;

import java.util.Arrays;

/**
 * A net of three layers with softmax cross-entropy over a batch, as a careful Java programmer writes it: plain loops over
 * arrays, the inner one along the rows, gradients added row by row.
 */
final class PlainNet {

    private final int[] sizes;
    private final double[][] activations;
    private final double[][] deltas;

    /** A net for batches of {@code n}, with the sizes of the input, both hidden layers and the scores. */
    PlainNet(int n, int... sizes) {
        this.sizes = sizes;
        this.activations = new double[sizes.length][];
        this.deltas = new double[sizes.length][];
        for (int layer = 1; layer < sizes.length; layer++) {
            activations[layer] = new double[n * sizes[layer]];
            deltas[layer] = new double[n * sizes[layer]];
        }
    }

    double valueAndGradient(double[] theta, double[] x, int[] y, double[] g) {
        int n = y.length;
        activations[0] = x;
        int last = sizes.length - 1;
        int offset = 0;
        for (int layer = 1; layer <= last; layer++) {
            forward(theta, offset, layer, n, layer < last);
            offset += sizes[layer] * (sizes[layer - 1] + 1);
        }
        double loss = loss(y, n);
        for (int layer = last; layer >= 1; layer--) {
            offset -= sizes[layer] * (sizes[layer - 1] + 1);
            backward(theta, offset, layer, n, g);
        }
        return loss;
    }

    private void forward(double[] theta, int offset, int layer, int n, boolean rectified) {
        int rows = sizes[layer];
        int columns = sizes[layer - 1];
        double[] in = activations[layer - 1];
        double[] out = activations[layer];
        for (int b = 0; b < n; b++) {
            for (int i = 0; i < rows; i++) {
                double sum = theta[offset + rows * columns + i];
                int row = offset + i * columns;
                for (int j = 0; j < columns; j++) {
                    sum += theta[row + j] * in[b * columns + j];
                }
                out[b * rows + i] = rectified ? Math.max(0, sum) : sum;
            }
        }
    }

    private double loss(int[] y, int n) {
        int c = sizes[sizes.length - 1];
        double[] s = activations[sizes.length - 1];
        double[] d = deltas[sizes.length - 1];
        double loss = 0;
        for (int b = 0; b < n; b++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < c; k++) {
                max = Math.max(max, s[b * c + k]);
            }
            double sum = 0;
            for (int k = 0; k < c; k++) {
                double e = Math.exp(s[b * c + k] - max);
                d[b * c + k] = e;
                sum += e;
            }
            loss += max + Math.log(sum) - s[b * c + y[b]];
            for (int k = 0; k < c; k++) {
                d[b * c + k] /= sum * n;
            }
            d[b * c + y[b]] -= 1.0 / n;
        }
        return loss / n;
    }

    private void backward(double[] theta, int offset, int layer, int n, double[] g) {
        int rows = sizes[layer];
        int columns = sizes[layer - 1];
        double[] in = activations[layer - 1];
        double[] d = deltas[layer];
        Arrays.fill(g, offset, offset + rows * (columns + 1), 0);
        for (int b = 0; b < n; b++) {
            for (int i = 0; i < rows; i++) {
                double di = d[b * rows + i];
                int row = offset + i * columns;
                g[offset + rows * columns + i] += di;
                for (int j = 0; j < columns; j++) {
                    g[row + j] += di * in[b * columns + j];
                }
            }
        }
        if (layer > 1) {
            backwardToInput(theta, offset, layer, n);
        }
    }

    private void backwardToInput(double[] theta, int offset, int layer, int n) {
        int rows = sizes[layer];
        int columns = sizes[layer - 1];
        double[] in = activations[layer - 1];
        double[] d = deltas[layer];
        double[] below = deltas[layer - 1];
        Arrays.fill(below, 0, n * columns, 0);
        for (int b = 0; b < n; b++) {
            for (int i = 0; i < rows; i++) {
                double di = d[b * rows + i];
                int row = offset + i * columns;
                for (int j = 0; j < columns; j++) {
                    below[b * columns + j] += di * theta[row + j];
                }
            }
        }
        for (int k = 0; k < n * columns; k++) {
            below[k] = in[k] > 0 ? below[k] : 0;
        }
    }
}
