package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Training through a rounding finds the weights that the data were made with. */
final class StraightThroughTest {

    private static final int N = 60;
    private static final double[] WEIGHTS = {0.625, -1.25, 0.375, 2};
    private static final double OFFSET = -0.5;

    private final double[] points =
            new Random(1).doubles((long) N * WEIGHTS.length, -1, 1).toArray();
    private final StraightThrough fit =
            new StraightThrough(N, WEIGHTS.length).X(points).y(targets());

    private double[] targets() {
        double[] y = new double[N];
        Arrays.fill(y, OFFSET);
        for (int k = 0; k < points.length; k++) {
            y[k / WEIGHTS.length] += points[k] * WEIGHTS[k % WEIGHTS.length];
        }
        return y;
    }

    @Test
    void findsTheRoundedWeights() {
        double[] theta = new double[fit.parameters()];
        double[] g = new double[fit.parameters()];
        double first = fit.value(theta);
        for (int step = 0; step < 400; step++) {
            fit.valueAndGradient(theta, g);
            for (int k = 0; k < theta.length; k++) {
                theta[k] -= 0.2 * g[k];
            }
        }

        double last = fit.value(theta);
        assertTrue(first > 1 && last < 1e-20, first + " to " + last);
        assertArrayEquals(WEIGHTS, fit.q());
        assertEquals(OFFSET, fit.c());
    }

    /** The gradient is that of the fit without rounding, at the rounded weights. */
    @Test
    void isTheGradientAtTheRoundedWeights() {
        double[] theta = {0.6, -1.2, 0.4, 1.9, -0.45};
        double[] rounded = Arrays.stream(theta).map(t -> Math.rint(8 * t) / 8).toArray();
        double[] g = new double[5];
        fit.valueAndGradient(theta, g);

        double[] expected = new double[5];
        double[] y = targets();
        for (int n = 0; n < N; n++) {
            double residual = rounded[4] - y[n];
            for (int k = 0; k < 4; k++) {
                residual += rounded[k] * points[4 * n + k];
            }
            for (int k = 0; k < 5; k++) {
                expected[k] += 2 * residual * (k < 4 ? points[4 * n + k] : 1) / N;
            }
        }
        assertArrayEquals(expected, g, 1e-14);
    }
}
