package dev.adjoint.bench;

import java.util.Arrays;

/** k-means of points with 8 numbers, by hand: the cost, its gradient and the step of Newton's method. */
final class HandKMeans {

    private static final int D = 8;

    private final int k;
    private final double[][] rows;
    private final double[] distance;
    private final double[] count;
    final double[] slope;
    final double[] direction;

    HandKMeans(int k) {
        this.k = k;
        rows = new double[D][k];
        distance = new double[k];
        count = new double[k];
        slope = new double[k * D];
        direction = new double[k * D];
    }

    double run(double[] c, double[] x) {
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < D; i++) {
                rows[i][j] = c[j * D + i];
            }
        }
        Arrays.fill(count, 0);
        Arrays.fill(slope, 0);
        double cost = 0;
        for (int at = 0; at < x.length; at += D) {
            distances(
                    distance, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], x[at], x[at + 1],
                    x[at + 2], x[at + 3], x[at + 4], x[at + 5], x[at + 6], x[at + 7]);
            int nearest = 0;
            double least = distance[0];
            for (int j = 1; j < k; j++) {
                if (distance[j] < least) {
                    least = distance[j];
                    nearest = j;
                }
            }
            cost += least;
            count[nearest]++;
            for (int i = 0; i < D; i++) {
                slope[nearest * D + i] += 2 * (c[nearest * D + i] - x[at + i]);
            }
        }
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < D; i++) {
                direction[j * D + i] = slope[j * D + i] / (2 * count[j]);
            }
        }
        return cost;
    }

    private static void distances(
            double[] to,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double[] r4,
            double[] r5,
            double[] r6,
            double[] r7,
            double x0,
            double x1,
            double x2,
            double x3,
            double x4,
            double x5,
            double x6,
            double x7) {
        for (int j = 0; j < to.length; j++) {
            double d0 = r0[j] - x0;
            double d1 = r1[j] - x1;
            double d2 = r2[j] - x2;
            double d3 = r3[j] - x3;
            double d4 = r4[j] - x4;
            double d5 = r5[j] - x5;
            double d6 = r6[j] - x6;
            double d7 = r7[j] - x7;
            to[j] = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3) + (d4 * d4 + d5 * d5 + (d6 * d6 + d7 * d7));
        }
    }
}
