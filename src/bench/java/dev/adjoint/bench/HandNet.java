package dev.adjoint.bench;

import java.util.Arrays;

/**
 * A net of layers with softmax cross-entropy over a batch, by hand, as fast as plain Java is: every matrix is copied from theta to
 * rows, and all products go through {@link HandProduct}.
 */
final class HandNet {

    private final int n;
    private final int[] sizes;
    private final double[][][] in;
    private final double[][][] d;
    private final double[][][] dTransposed;
    private final double[][][] w;
    private final double[][][] wTransposed;
    private final double[] spare;

    /** A net for batches of {@code n}, with the sizes of the input, the hidden layers and the scores. */
    HandNet(int n, double[] x, int... sizes) {
        this.n = n;
        this.sizes = sizes;
        int layers = sizes.length;
        in = new double[layers][][];
        d = new double[layers][][];
        dTransposed = new double[layers][][];
        w = new double[layers][][];
        wTransposed = new double[layers][][];
        in[0] = new double[n][sizes[0]];
        for (int b = 0; b < n; b++) {
            System.arraycopy(x, b * sizes[0], in[0][b], 0, sizes[0]);
        }
        for (int layer = 1; layer < layers; layer++) {
            in[layer] = new double[n][sizes[layer]];
            d[layer] = new double[n][sizes[layer]];
            dTransposed[layer] = new double[sizes[layer]][n];
            w[layer] = new double[sizes[layer]][sizes[layer - 1]];
            wTransposed[layer] = new double[sizes[layer - 1]][sizes[layer]];
        }
        spare = new double[Arrays.stream(sizes).max().orElseThrow()];
    }

    double valueAndGradient(double[] theta, int[] y, double[] g) {
        int last = sizes.length - 1;
        int offset = 0;
        for (int layer = 1; layer <= last; layer++) {
            forward(theta, offset, layer);
            offset += sizes[layer] * (sizes[layer - 1] + 1);
        }
        double loss = HandLoss.crossEntropy(in[last], y, d[last], n, sizes[last]);
        for (int layer = last; layer >= 1; layer--) {
            offset -= sizes[layer] * (sizes[layer - 1] + 1);
            backward(layer, offset, g);
        }
        return loss;
    }

    private void forward(double[] theta, int offset, int layer) {
        int rows = sizes[layer];
        int columns = sizes[layer - 1];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(theta, offset + i * columns, w[layer][i], 0, columns);
        }
        transpose(w[layer], wTransposed[layer], rows, columns);
        for (int b = 0; b < n; b++) {
            System.arraycopy(theta, offset + rows * columns, in[layer][b], 0, rows);
        }
        HandProduct.add(in[layer], in[layer - 1], wTransposed[layer], n, rows, columns, spare);
        if (layer < sizes.length - 1) {
            for (double[] row : in[layer]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(0, row[i]);
                }
            }
        }
    }

    private void backward(int layer, int offset, double[] g) {
        int rows = sizes[layer];
        int columns = sizes[layer - 1];
        transpose(d[layer], dTransposed[layer], n, rows);
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (double di : dTransposed[layer][i]) {
                sum += di;
            }
            g[offset + rows * columns + i] = sum;
        }
        if (layer > 1) {
            for (double[] row : d[layer - 1]) {
                Arrays.fill(row, 0);
            }
            HandProduct.add(d[layer - 1], d[layer], w[layer], n, columns, rows, spare);
            for (int b = 0; b < n; b++) {
                double[] below = d[layer - 1][b];
                double[] h = in[layer - 1][b];
                for (int j = 0; j < columns; j++) {
                    below[j] = h[j] > 0 ? below[j] : 0;
                }
            }
        }
        double[][] dw = w[layer]; // of no use below this line
        for (double[] row : dw) {
            Arrays.fill(row, 0);
        }
        HandProduct.add(dw, dTransposed[layer], in[layer - 1], rows, columns, n, spare);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(dw[i], 0, g, offset + i * columns, columns);
        }
    }

    /** In blocks, so that both sides stay in the cache. */
    private static void transpose(double[][] from, double[][] to, int rows, int columns) {
        for (int i0 = 0; i0 < rows; i0 += 16) {
            int i1 = Math.min(rows, i0 + 16);
            for (int j0 = 0; j0 < columns; j0 += 16) {
                int j1 = Math.min(columns, j0 + 16);
                for (int i = i0; i < i1; i++) {
                    double[] row = from[i];
                    for (int j = j0; j < j1; j++) {
                        to[j][i] = row[j];
                    }
                }
            }
        }
    }
}
