package dev.adjoint.samples;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.sqrt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A call on three shares: that on the geometric mean beside its closed forms, and what is sampled beside those, beside another
 * simulation, and beside what is known of every such price, within four standard errors.
 */
final class BasketOptionTest {

    private static final int D = 3;
    private static final int COUNT = 2 * D + 1;
    private static final int R = 2 * D;
    private static final int SAMPLES = 128;
    private static final int BATCHES = 400;
    private static final double ERRORS = 4;

    private static double[] s;
    private static double[] sigma;
    private static double r;
    private static double[] w;
    private static double[] rho;
    private static double strike;
    private static double years;
    private static double[] theta;

    private final double[] z = new double[SAMPLES * (D - 1)];
    private final BasketOption basket =
            new BasketOption(D, SAMPLES).w(w).rho(rho).K(strike).T(years).z(z);
    private final double[] gradient = new double[COUNT];
    private final double[] hessian = new double[COUNT * COUNT];

    @BeforeAll
    static void read() throws IOException {
        Map<String, double[]> values = Values.of("basket_option");
        s = values.get("S");
        sigma = values.get("sigma");
        r = values.get("r")[0];
        w = values.get("w");
        rho = values.get("rho");
        strike = values.get("K")[0];
        years = values.get("T")[0];
        theta = DoubleStream.of(s[0], s[1], s[2], sigma[0], sigma[1], sigma[2], r)
                .toArray();
    }

    @Test
    void callOnTheGeometricMeanHasItsClosedForms() {
        GeometricCall closed = new GeometricCall(s, sigma, r, w, rho, strike, years);
        basket.forward(theta).backward(new double[] {0, 1, 0}, gradient);
        basket.hessian_geometric(theta, hessian);

        assertEquals(closed.price(), basket.geometric(), 1e-12 * closed.price());
        for (int i = 0; i < COUNT; i++) {
            double slope = closed.first(i);
            assertEquals(slope, gradient[i], 1e-12 * (1 + abs(slope)), "param " + i);
            for (int j = 0; j < COUNT; j++) {
                double curvature = closed.second(i, j);
                assertEquals(
                        curvature, hessian[i * COUNT + j], 1e-11 * (1e-2 + abs(curvature)), "params " + i + ", " + j);
            }
        }
    }

    @Test
    void samplesOfTheGeometricMeanAgreeWithTheClosedForms() {
        GeometricCall closed = new GeometricCall(s, sigma, r, w, rho, strike, years);
        Statistics found = new Statistics(1 + COUNT + COUNT * COUNT);
        sample(1, () -> {
            basket.forward(theta).backward(new double[] {0, 0, 1}, gradient);
            double price = basket.sampled();
            basket.hessian_sampled(theta, hessian);
            found.add(joined(new double[] {price}, gradient, hessian));
        });

        found.agree(0, closed.price(), 0.01 * closed.price());
        for (int i = 0; i < COUNT; i++) {
            found.agree(1 + i, closed.first(i), 0.02 * abs(closed.first(i)));
            for (int j = 0; j < COUNT; j++) {
                double scale = sqrt(abs(closed.second(i, i) * closed.second(j, j)));
                found.agree(1 + COUNT + i * COUNT + j, closed.second(i, j), 0.05 * scale);
            }
        }
    }

    /** A simulation of all normal numbers, with derivatives by hand, and without a control. */
    @Test
    void priceAgreesWithAnotherSimulation() {
        Statistics found = new Statistics(1 + COUNT);
        sample(2, () -> found.add(joined(new double[] {basket.valueAndGradient(theta, gradient)}, gradient)));
        Statistics other = new Statistics(1 + COUNT);
        PlainSimulation simulation = new PlainSimulation(new Random(3));
        for (int batch = 0; batch < BATCHES; batch++) {
            other.add(simulation.mean(4 * SAMPLES));
        }

        for (int k = 0; k <= COUNT; k++) {
            double errors = Math.hypot(found.error(k), other.error(k));
            assertEquals(other.mean(k), found.mean(k), ERRORS * errors, "number " + k);
            assertTrue(errors < 0.01 * abs(other.mean(k)), "error " + errors + " of " + other.mean(k));
        }
        assertTrue(found.error(0) < other.error(0) / 5, found.error(0) + ", not " + other.error(0));
    }

    /**
     * Whatever a European option on lognormal shares pays, its vegas follow from its gammas. Second derivatives that miss
     * the kink at the strike do not obey this.
     */
    @Test
    void vegasFollowFromGammas() {
        Statistics vegas = new Statistics(D);
        Statistics differences = new Statistics(D);
        sample(4, () -> {
            basket.valueAndGradient(theta, gradient);
            basket.hessian(theta, hessian);
            double[] vega = new double[D];
            double[] difference = new double[D];
            for (int i = 0; i < D; i++) {
                vega[i] = gradient[basket.sigma(i)];
                difference[i] = vega[i];
                for (int j = 0; j < D; j++) {
                    double gamma = hessian[basket.S(i) * COUNT + basket.S(j)];
                    difference[i] -= years * rho[i * D + j] * sigma[j] * s[i] * s[j] * gamma;
                }
            }
            vegas.add(vega);
            differences.add(difference);
        });

        for (int i = 0; i < D; i++) {
            assertEquals(0, differences.mean(i), ERRORS * differences.error(i), "share " + i);
            assertTrue(differences.error(i) < 0.01 * vegas.mean(i), differences.error(i) + " of " + vegas.mean(i));
        }
    }

    /** Interest only moves all shares together, and the day of payment, in each sample. */
    @Test
    void rhoFollowsFromDeltas() {
        sample(5, () -> {
            double price = basket.valueAndGradient(theta, gradient);
            double shares = 0;
            for (int i = 0; i < D; i++) {
                shares += s[i] * gradient[basket.S(i)];
            }
            assertEquals(years * (shares - price), gradient[basket.r()], 1e-11 * strike);
        });
    }

    /** With all the weight on the last share nothing is left to chance. */
    @Test
    void basketOfOneShareIsACallOnIt() {
        BlackScholes call = new BlackScholes();
        double[] alone = {s[D - 1], strike, r, 0, sigma[D - 1], years};
        double[] slopes = new double[alone.length];
        double price = call.valueAndGradient(alone, slopes);
        double[] curvatures = new double[alone.length * alone.length];
        call.hessian(alone, curvatures);

        basket.w(new double[] {0, 0, 1});
        fill(new Random(6));
        assertEquals(price, basket.valueAndGradient(theta, gradient), 1e-12 * price);
        basket.hessian(theta, hessian);

        int[] mine = {basket.S(D - 1), basket.sigma(D - 1), basket.r()};
        int[] theirs = {call.S(), call.sigma(), call.r()};
        for (int i = 0; i < mine.length; i++) {
            assertEquals(slopes[theirs[i]], gradient[mine[i]], 1e-11 * abs(slopes[theirs[i]]));
            for (int j = 0; j < mine.length; j++) {
                double curvature = curvatures[theirs[i] * alone.length + theirs[j]];
                assertEquals(curvature, hessian[mine[i] * COUNT + mine[j]], 1e-11 * (1 + abs(curvature)));
            }
        }
    }

    private void sample(long seed, Runnable batch) {
        Random random = new Random(seed);
        for (int k = 0; k < BATCHES; k++) {
            fill(random);
            batch.run();
        }
    }

    private void fill(Random random) {
        for (int k = 0; k < z.length; k++) {
            z[k] = random.nextGaussian();
        }
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
    }

    /** Means of numbers, and the standard errors of these. */
    private static final class Statistics {

        private final double[] sum;
        private final double[] squares;
        private int count;

        Statistics(int numbers) {
            sum = new double[numbers];
            squares = new double[numbers];
        }

        void add(double[] numbers) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += numbers[k];
                squares[k] += numbers[k] * numbers[k];
            }
            count++;
        }

        double mean(int k) {
            return sum[k] / count;
        }

        double error(int k) {
            return sqrt((squares[k] / count - mean(k) * mean(k)) / (count - 1));
        }

        /** Fails if the mean is off by more than its error allows, or if the error is larger than {@code most}. */
        void agree(int k, double exact, double most) {
            assertEquals(exact, mean(k), ERRORS * error(k), "number " + k);
            assertTrue(error(k) < most, "number " + k + ": error " + error(k) + " of " + exact);
        }
    }

    /** Payoffs of shares that are all sampled to the end, and their derivatives along each path. */
    private static final class PlainSimulation {

        private final Random random;
        private final RealMatrix factor;

        PlainSimulation(Random random) {
            this.random = random;
            RealMatrix correlations = MatrixUtils.createRealMatrix(D, D);
            for (int i = 0; i < D * D; i++) {
                correlations.setEntry(i / D, i % D, rho[i]);
            }
            factor = new CholeskyDecomposition(correlations).getL();
        }

        /** The means of the price, the deltas, the vegas and rho. */
        double[] mean(int paths) {
            double[] mean = new double[1 + COUNT];
            for (int path = 0; path < paths; path++) {
                add(mean, exp(-r * years) / paths);
            }
            return mean;
        }

        private void add(double[] mean, double weight) {
            double[] moves = factor.operate(
                    random.doubles(D, 0, 1).map(u -> random.nextGaussian()).toArray());
            double[] shares = new double[D];
            double worth = 0;
            for (int i = 0; i < D; i++) {
                shares[i] =
                        w[i] * s[i] * exp((r - sigma[i] * sigma[i] / 2) * years + sigma[i] * sqrt(years) * moves[i]);
                worth += shares[i];
            }
            if (worth > strike) {
                mean[0] += weight * (worth - strike);
                for (int i = 0; i < D; i++) {
                    mean[1 + i] += weight * shares[i] / s[i];
                    mean[1 + D + i] += weight * shares[i] * (sqrt(years) * moves[i] - sigma[i] * years);
                }
                mean[1 + R] += weight * years * strike;
            }
        }
    }
}
