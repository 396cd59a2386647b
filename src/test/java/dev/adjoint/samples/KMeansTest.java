package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The 150 iris flowers in three clusters. */
final class KMeansTest {

    private static final int FLOWERS = 150;
    private static final int D = 4;
    private static final int K = 3;

    /** The least cost of three clusters, as it is known for this data. */
    private static final double LEAST = 78.85144142614601;

    private static double[] flowers;
    private static double[] centres;

    private final KMeans clusters = new KMeans(FLOWERS, D, K).x(flowers);

    @BeforeAll
    static void read() throws IOException {
        Map<String, double[]> values = Values.of("k_means");
        flowers = values.get("x");
        centres = values.get("c");
    }

    /** Moves each centre to the mean of its points, by the gradient, and returns the cost before. */
    private double lloyd(double[] theta) {
        double[] g = new double[clusters.parameters()];
        double cost = clusters.valueAndGradient(theta, g);
        double[] count = clusters.count();
        for (int k = 0; k < K; k++) {
            for (int d = 0; d < D; d++) {
                theta[clusters.c(k, d)] -= g[clusters.c(k, d)] / (2 * count[k]);
            }
        }
        return cost;
    }

    @Test
    void lloydGoesDownToTheLeastCost() {
        double[] theta = centres.clone();
        double before = Double.POSITIVE_INFINITY;
        int steps = 0;
        for (double cost = lloyd(theta); cost < before; cost = lloyd(theta)) {
            before = cost;
            steps++;
        }

        assertTrue(steps > 3, "after " + steps + " steps");
        assertEquals(LEAST, before, 1e-9);
        assertArrayEquals(new double[] {50, 62, 38}, clusters.count());
        assertArrayEquals(new double[K * D], clusters.gradient(theta), 1e-10);
    }

    @Test
    void lloydsStepIsTheMeanOfThePoints() {
        double[] theta = centres.clone();
        lloyd(theta);
        int[] nearest = clusters.nearest(new int[FLOWERS]);
        for (int k = 0; k < K; k++) {
            int mine = k;
            for (int d = 0; d < D; d++) {
                int axis = d;
                double mean = IntStream.range(0, FLOWERS)
                        .filter(n -> nearest[n] == mine)
                        .mapToDouble(n -> flowers[n * D + axis])
                        .average()
                        .orElseThrow();
                assertEquals(mean, theta[clusters.c(k, d)], 1e-13);
            }
        }
    }

    @Test
    void descentGoesDown() {
        double[] theta = centres.clone();
        double before = Double.POSITIVE_INFINITY;
        double[] g = new double[theta.length];
        for (int step = 0; step < 40; step++) {
            double cost = clusters.valueAndGradient(theta, g);
            assertTrue(cost <= before, "step " + step + " from " + before + " to " + cost);
            before = cost;
            for (int k = 0; k < theta.length; k++) {
                theta[k] -= 0.004 * g[k];
            }
        }
        assertEquals(LEAST, before, 1e-6);
    }

    @Test
    void eachFlowerBelongsToTheNearestCentre() {
        int[] nearest = clusters.forward(centres).nearest();
        for (int n = 0; n < FLOWERS; n++) {
            for (int k = 0; k < K; k++) {
                double mine = distance(n, nearest[n]);
                assertTrue(k < nearest[n] ? mine < distance(n, k) : mine <= distance(n, k), "flower " + n);
            }
        }
    }

    private static double distance(int n, int k) {
        double sum = 0;
        for (int d = 0; d < D; d++) {
            double difference = flowers[n * D + d] - centres[k * D + d];
            sum += difference * difference;
        }
        return sum;
    }

    /** Where no flower is as near to two centres, the cost is smooth. */
    @Test
    void gradientIsThatOfTheDifferences() {
        Random random = new Random(1);
        double[] theta =
                Arrays.stream(centres).map(c -> c + 0.1 * random.nextGaussian()).toArray();
        double[] g = clusters.gradient(theta);
        int[] nearest = clusters.nearest(new int[FLOWERS]);
        for (int k = 0; k < theta.length; k++) {
            double h = 1e-5;
            double above = at(theta, k, h, nearest);
            double below = at(theta, k, -h, nearest);
            assertEquals((above - below) / (2 * h), g[k], 1e-7 * Math.max(1, Math.abs(g[k])), "theta[" + k + "]");
        }
    }

    private double at(double[] theta, int k, double by, int[] nearest) {
        double[] moved = theta.clone();
        moved[k] += by;
        double cost = clusters.value(moved);
        assertArrayEquals(nearest, clusters.nearest());
        return cost;
    }

    @Test
    void anAssignmentHasNoGradient() {
        double[] g = new double[clusters.parameters()];
        double[] seeds = new double[1 + K];
        Arrays.fill(seeds, 1, seeds.length, 1);
        clusters.forward(centres).backward(seeds, g);
        assertEquals(List.of(0.0), Arrays.stream(g).boxed().distinct().toList());
    }
}
