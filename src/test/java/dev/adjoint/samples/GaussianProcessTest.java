package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Gaussian process learns the electron mobility of a semiconductor from its density: 37 observations of R. Thurber, from the
 * Statistical Reference Datasets of NIST. Every fifth is held out.
 */
final class GaussianProcessTest {

    private static final Path FILE = Path.of("samples/nist/Thurber.dat");
    private static final int FIRST_LINE = 60;

    private GaussianProcess process;
    private double[] heldOut;
    private double[] theta;

    @BeforeEach
    void readObservations() throws IOException {
        List<double[]> seen = new ArrayList<>();
        List<double[]> others = new ArrayList<>();
        List<String> lines = Files.readAllLines(FILE);
        for (int k = FIRST_LINE; k < lines.size(); k++) {
            String[] numbers = lines.get(k).strip().split(" +", -1);
            double[] pair = {Double.parseDouble(numbers[1]), Double.parseDouble(numbers[0])};
            (k % 5 == 2 ? others : seen).add(pair);
        }
        assertEquals(37, seen.size() + others.size());
        double mean = seen.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double scale = Math.sqrt(seen.stream()
                .mapToDouble(p -> (p[1] - mean) * (p[1] - mean))
                .average()
                .orElseThrow());
        process = new GaussianProcess(seen.size(), others.size())
                .x(column(seen, 0, 0, 1))
                .y(column(seen, 1, mean, scale))
                .at(column(others, 0, 0, 1));
        heldOut = column(others, 1, mean, scale);
        theta = new double[] {0, 0, -1};
    }

    private static double[] column(List<double[]> pairs, int k, double mean, double scale) {
        return pairs.stream().mapToDouble(p -> (p[k] - mean) / scale).toArray();
    }

    /** Gradient descent; a step that does not lower the loss is halved. */
    private List<Double> train(int steps) {
        List<Double> losses = new ArrayList<>();
        double[] g = new double[theta.length];
        double rate = 0.01;
        for (int k = 0; k < steps; k++) {
            losses.add(process.valueAndGradient(theta, g));
            rate *= 2;
            while (lossAt(moved(g, -rate)) >= losses.get(k) && rate > 1e-12) {
                rate /= 2;
            }
            theta = moved(g, -rate);
        }
        return losses;
    }

    private double[] moved(double[] direction, double length) {
        double[] moved = theta.clone();
        for (int k = 0; k < moved.length; k++) {
            moved[k] += length * direction[k];
        }
        return moved;
    }

    /** Infinite where the covariance is, in floating point, no longer positive definite. */
    private double lossAt(double[] point) {
        try {
            return process.value(point);
        } catch (ArithmeticException indefinite) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private void gradientIsThatOfDifferences() {
        double[] g = new double[theta.length];
        process.valueAndGradient(theta, g);
        double step = 1e-3;
        for (int k = 0; k < g.length; k++) {
            double[] unit = new double[g.length];
            unit[k] = step;
            double near = process.value(moved(unit, 1)) - process.value(moved(unit, -1));
            double far = process.value(moved(unit, 2)) - process.value(moved(unit, -2));
            double difference = (8 * near - far) / (12 * step);
            assertEquals(difference, g[k], 1e-7 * (1 + Math.abs(difference)), "param " + k);
        }
    }

    @Test
    void learnsTheObservations() {
        gradientIsThatOfDifferences();
        List<Double> losses = train(40);
        gradientIsThatOfDifferences();

        for (int k = 1; k < losses.size(); k++) {
            assertTrue(losses.get(k) <= losses.get(k - 1), losses.toString());
        }
        assertTrue(losses.get(losses.size() - 1) < losses.get(0) - 30, losses.toString());
    }

    @Test
    void predictsWhatWasHeldOut() {
        train(40);
        process.forward(theta);
        double[] mean = process.mean();
        double[] variance = process.variance();
        double squares = 0;
        for (int m = 0; m < heldOut.length; m++) {
            double error = mean[m] - heldOut[m];
            squares += error * error;
            double deviation = Math.sqrt(variance[m] + Math.exp(2 * theta[2]));
            assertTrue(Math.abs(error) < 4 * deviation, "observation " + m + " is off by " + error / deviation);
        }
        double rms = Math.sqrt(squares / heldOut.length);
        assertTrue(rms < 0.05, "deviations " + rms);
    }
}
