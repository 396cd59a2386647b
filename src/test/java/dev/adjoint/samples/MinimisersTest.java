package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import iris.Flowers;
import iris.Minimisers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Optimisers of two libraries find the least loss of the iris flowers, which Newton's method finds to the last digits. */
final class MinimisersTest {

    private static Flowers flowers;

    private final Iris iris = new Iris(flowers.count(), Flowers.MEASUREMENTS, Flowers.SPECIES)
            .X(flowers.measured())
            .y(flowers.species())
            .penalty(0.01);
    private final double[] start = new double[iris.parameters()];

    @BeforeAll
    static void read() throws IOException {
        flowers = Flowers.read(Path.of("samples/iris/iris.csv"));
    }

    @Test
    void conjugateGradientsFindTheLeastLoss() {
        isLeast(Minimisers.byConjugateGradient(iris, start), 1e-4);
    }

    @Test
    void bfgsFindsTheLeastLoss() {
        isLeast(Minimisers.byBfgs(iris, start), 1e-5);
    }

    private void isLeast(double[] found, double precision) {
        double[] least = byNewton();
        assertArrayEquals(least, found, precision);
        assertEquals(iris.value(least), iris.value(found), 1e-10);
        assertTrue(iris.value(found) < 0.3 * iris.value(start), "loss " + iris.value(found));
        assertTrue(recognised(found) >= 145, recognised(found) + " flowers");
    }

    /** Steps by the gradient and the Hessian, which is positive definite everywhere; one that goes up is halved. */
    private double[] byNewton() {
        double[] theta = start.clone();
        double length = Double.POSITIVE_INFINITY;
        for (int k = 0; k < 20 && length > 1e-9; k++) {
            ArrayRealVector step = newtonStep(theta);
            double before = iris.value(theta);
            double[] next = moved(theta, step);
            while (iris.value(next) > before + 1e-14) {
                step.mapMultiplyToSelf(0.5);
                next = moved(theta, step);
            }
            length = step.getNorm();
            theta = next;
        }
        assertTrue(length < 1e-9, "the last step is " + length);
        return theta;
    }

    private ArrayRealVector newtonStep(double[] theta) {
        int count = theta.length;
        double[] numbers = new double[count * count];
        iris.hessian(theta, numbers);
        RealMatrix hessian = MatrixUtils.createRealMatrix(count, count);
        for (int k = 0; k < count; k++) {
            hessian.setRow(k, Arrays.copyOfRange(numbers, k * count, (k + 1) * count));
        }
        ArrayRealVector gradient = new ArrayRealVector(iris.gradient(theta), false);
        return new ArrayRealVector(
                new CholeskyDecomposition(hessian).getSolver().solve(gradient));
    }

    private static double[] moved(double[] theta, ArrayRealVector step) {
        return new ArrayRealVector(theta).subtract(step).toArray();
    }

    private int recognised(double[] theta) {
        double[] score = iris.forward(theta).score();
        int right = 0;
        for (int n = 0; n < flowers.count(); n++) {
            int best = 0;
            for (int c = 1; c < Flowers.SPECIES; c++) {
                best = score[n * Flowers.SPECIES + c] > score[n * Flowers.SPECIES + best] ? c : best;
            }
            right += best == flowers.species()[n] ? 1 : 0;
        }
        return right;
    }
}
