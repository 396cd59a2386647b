package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A rotation of zero is an ordinary point, although the axis of the rotation is not defined there. */
final class BundleAdjustmentTest {

    private static final double[] AT_ZERO = {0, 0, 0, 0.4, -0.3, -6, 520, 318, 242, 0.02, -0.003, 1.1, 0.7, 0.5, 0.9};
    private static final double[] SEEDS = {0.7, -1.3};

    private final BundleAdjustment residual = new BundleAdjustment().feat(new double[] {395, 330});

    private double value(double[] theta) {
        double[] e = residual.forward(theta).e();
        return SEEDS[0] * e[0] + SEEDS[1] * e[1];
    }

    private double[] gradient(double[] theta) {
        double[] g = new double[residual.parameters()];
        residual.forward(theta).backward(SEEDS, g);
        return g;
    }

    private static double[] moved(double[] theta, int k, double by) {
        double[] moved = theta.clone();
        moved[k] += by;
        return moved;
    }

    @Test
    void gradientIsFiniteAtZeroRotation() {
        assertTrue(Arrays.stream(gradient(AT_ZERO)).allMatch(Double::isFinite));
    }

    @Test
    void gradientAtZeroRotationIsThatOfTheDifferencesAround() {
        double[] g = gradient(AT_ZERO);
        for (int k = 0; k < g.length; k++) {
            double h = 1e-3 * Math.max(1, Math.abs(AT_ZERO[k]));
            double difference = (value(moved(AT_ZERO, k, -2 * h))
                            - 8 * value(moved(AT_ZERO, k, -h))
                            + 8 * value(moved(AT_ZERO, k, h))
                            - value(moved(AT_ZERO, k, 2 * h)))
                    / (12 * h);
            assertEquals(difference, g[k], 1e-6 * Math.max(1, Math.abs(g[k])), "theta[" + k + "]");
        }
    }

    @Test
    void gradientAtZeroRotationIsTheLimit() {
        double[] g = gradient(AT_ZERO);
        double[] near = gradient(moved(AT_ZERO, residual.cam(1), 1e-6));
        for (int k = 0; k < g.length; k++) {
            assertEquals(g[k], near[k], 1e-4 * Math.max(1, Math.abs(g[k])), "theta[" + k + "]");
        }
    }
}
