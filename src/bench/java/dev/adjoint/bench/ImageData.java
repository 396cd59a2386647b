package dev.adjoint.bench;

import java.util.Random;

/**
 * A batch for the convolutional net: images of 28x28 numbers from 0 to 1, labels, and theta as F1[8,1,5,5], b1[8], F2[16,8,5,5],
 * b2[16], W[10,16,4,4], b[10].
 *
 * @param batch the number of images
 * @param x the images, one after another
 * @param y the labels
 * @param theta the params
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record ImageData(int batch, double[] x, int[] y, double[] theta) {

    static ImageData of(int batch) {
        Random random = new Random(1);
        double[] x =
                random.doubles((long) batch * ImageNetSizes.S * ImageNetSizes.S).toArray();
        int[] y = random.ints(batch, 0, ImageNetSizes.C).toArray();
        double[] theta = new double[ImageNetSizes.B + ImageNetSizes.C];
        for (int k = 0; k < theta.length; k++) {
            double fanIn = k < ImageNetSizes.F2
                    ? ImageNetSizes.P1
                    : k < ImageNetSizes.W ? ImageNetSizes.P2 : ImageNetSizes.FLAT;
            theta[k] = Math.sqrt(2 / fanIn) * random.nextGaussian();
        }
        return new ImageData(batch, x, y, theta);
    }
}
