package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The numbers that the lecture computes by hand. */
final class LectureTest {

    @Test
    void neuron() {
        Neuron neuron = new Neuron().x0(-1).x1(-2);
        double[] theta = {2, -3, -3};
        double[] g = new double[3];

        assertEquals(0.73, neuron.valueAndGradient(theta, g), 0.005);
        assertArrayEquals(new double[] {-0.20, -0.39, 0.20}, g, 0.005);
    }

    @Test
    void scoresOfTheCat() {
        LinearScore classifier = new LinearScore(3, 4).x(new double[] {56, 231, 24, 2});
        double[] theta = {0.2, -0.5, 0.1, 2.0, 1.5, 1.3, 2.1, 0.0, 0.0, 0.25, 0.2, -0.3, 1.1, 3.2, -1.2};

        assertArrayEquals(
                new double[] {-96.8, 437.9, 60.75}, classifier.forward(theta).f(), 1e-9);
    }

    /** Scores of 3.2, 5.1 and -1.7 for a cat, the first class: the probabilities are 0.13, 0.87 and 0.00. */
    @Test
    void softmaxOfTheCat() {
        SoftmaxRegression f =
                new SoftmaxRegression(1, 3, 3).X(new double[] {3.2, 5.1, -1.7}).y(new int[] {0});
        double[] theta = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
        double[] g = new double[12];

        assertEquals(-Math.log(0.13), f.valueAndGradient(theta, g), 0.005);
        assertEquals(0.13 - 1, g[f.b(0)], 0.005);
        assertEquals(0.87, g[f.b(1)], 0.005);
        assertEquals(0.00, g[f.b(2)], 0.005);
    }

    /** Scores of a cat, a car and a frog, whose hinge losses are 2.9, 0 and 12.9. */
    @Test
    void hingeLosses() {
        SvmHinge svm = new SvmHinge(3);
        double[] scores = {3.2, 5.1, -1.7, 1.3, 4.9, 2.0, 2.2, 2.5, -3.1};
        double[] x = new double[3 * 3073];
        double[] theta = new double[svm.parameters()];
        for (int n = 0; n < 3; n++) {
            x[n * 3073 + n] = 1;
            for (int c = 0; c < 10; c++) {
                theta[svm.W(c, n)] = c < 3 ? scores[3 * n + c] : -100;
            }
        }
        svm.X(x).y(new int[] {0, 1, 2});

        double penalty = 0;
        for (double w : theta) {
            penalty += 1e-3 * w * w;
        }
        assertEquals((2.9 + 0 + 12.9) / 3, svm.value(theta) - penalty, 1e-6);
    }
}
