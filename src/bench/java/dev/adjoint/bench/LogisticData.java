package dev.adjoint.bench;

import java.util.Random;

/**
 * Examples for logistic regression, and theta as w[D], b.
 *
 * @param n the number of examples
 * @param x the examples, one after another
 * @param y the labels, 0 or 1
 * @param theta the params
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record LogisticData(int n, double[] x, double[] y, double[] theta) {

    static LogisticData of(int n, int columns) {
        Random random = new Random(1);
        double[] x = random.doubles((long) n * columns, -1, 1).toArray();
        double[] y = random.ints(n, 0, 2).asDoubleStream().toArray();
        double[] theta = random.doubles(columns + 1, -1, 1).toArray();
        return new LogisticData(n, x, y, theta);
    }
}
