package dev.adjoint.bench;

import java.util.Random;

/**
 * A batch for the 784-256-128-10 net: images of numbers from 0 to 1, labels, and theta as W1, b1, W2, b2, W3, b3.
 *
 * @param batch the number of images
 * @param x the images, one after another
 * @param y the labels
 * @param theta the params
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record NetData(int batch, double[] x, int[] y, double[] theta) {

    /** The layers' sizes. */
    static final int[] SIZES = {784, 256, 128, 10};

    static NetData of(int batch) {
        Random random = new Random(1);
        double[] x = random.doubles(batch * 784L).toArray();
        int[] y = random.ints(batch, 0, 10).toArray();
        int count = 0;
        for (int layer = 1; layer < SIZES.length; layer++) {
            count += SIZES[layer] * (SIZES[layer - 1] + 1);
        }
        double[] theta = new double[count];
        int k = 0;
        for (int layer = 1; layer < SIZES.length; layer++) {
            double deviation = Math.sqrt(2.0 / SIZES[layer - 1]);
            for (int i = 0; i < SIZES[layer] * SIZES[layer - 1]; i++) {
                theta[k++] = deviation * random.nextGaussian();
            }
            for (int i = 0; i < SIZES[layer]; i++) {
                theta[k++] = 0.1 * random.nextGaussian();
            }
        }
        return new NetData(batch, x, y, theta);
    }
}
