package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sparse Jacobian at the size of a problem of ADBench: 31,843 observations of 7,776 points in 49 cameras. */
final class ReprojectionTest {

    private static final int CAMERAS = 49;
    private static final int POINTS = 7_776;
    private static final int OBSERVATIONS = 31_843;

    /** Three numbers of rotation and of the centre, focal length, one of the principal point, two of distortion; point; weight. */
    private static final int IN_A_ROW = 3 + 3 + 1 + 1 + 2 + 3 + 1;

    private final Reprojection problem = new Reprojection(OBSERVATIONS, CAMERAS, POINTS);
    private final double[] theta = new double[problem.parameters()];
    private final Random random = new Random(1);

    ReprojectionTest() {
        int[] camera = new int[OBSERVATIONS];
        int[] point = new int[OBSERVATIONS];
        for (int n = 0; n < OBSERVATIONS; n++) {
            camera[n] = n % CAMERAS;
            point[n] = n % POINTS;
        }
        problem.camera(camera)
                .point(point)
                .feat(random.doubles(2 * OBSERVATIONS, -1, 1).toArray());
        for (int k = 0; k < theta.length; k++) {
            theta[k] = 0.1 + random.nextDouble() / 2;
        }
    }

    @Test
    void everyRowHoldsOneCameraOnePointAndOneWeight() {
        int[] starts = problem.sparseJacobianStarts();
        assertEquals(2 * OBSERVATIONS + 1, starts.length);
        for (int row = 0; row < 2 * OBSERVATIONS; row++) {
            assertEquals(IN_A_ROW, starts[row + 1] - starts[row]);
        }
        assertEquals(2 * OBSERVATIONS * IN_A_ROW, problem.sparseJacobianColumns().length);
    }

    @Test
    void vectorTimesMatrixIsTheGradient() {
        int[] starts = problem.sparseJacobianStarts();
        int[] columns = problem.sparseJacobianColumns();
        double[] numbers = new double[columns.length];
        problem.sparseJacobian(theta, numbers);
        double[] seeds = random.doubles(2 * OBSERVATIONS, -1, 1).toArray();
        double[] product = new double[theta.length];
        double[] magnitudes = new double[theta.length];
        for (int row = 0; row < seeds.length; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                product[columns[k]] += seeds[row] * numbers[k];
                magnitudes[columns[k]] += Math.abs(seeds[row] * numbers[k]);
            }
        }
        double[] all = new double[1 + seeds.length];
        System.arraycopy(seeds, 0, all, 0, seeds.length);
        double[] g = new double[theta.length];
        problem.forward(theta).backward(all, g);
        for (int k = 0; k < g.length; k++) {
            assertEquals(g[k], product[k], 1e-12 * magnitudes[k], "theta[" + k + "]");
        }
    }

    @Test
    void thePatternFollowsTheIndices() {
        int[] before = problem.sparseJacobianColumns();
        problem.camera(new int[OBSERVATIONS]);
        int[] after = problem.sparseJacobianColumns();
        assertEquals(11 + 7, before[problem.sparseJacobianStarts()[2 * 1] + 7]);
        assertEquals(7, after[problem.sparseJacobianStarts()[2 * 1] + 7]);
    }
}
