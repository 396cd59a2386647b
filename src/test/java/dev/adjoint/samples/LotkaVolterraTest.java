package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import descent.Adam;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pelts of hares and lynxes of 1900 to 1920. */
final class LotkaVolterraTest {

    private static final int YEARS = 21;

    /** Mean and standard deviation of alpha, beta, gamma, delta after B. Carpenter's case study for Stan, 2018. */
    private static final double[][] PUBLISHED = {{0.55, 0.06}, {0.028, 0.004}, {0.80, 0.09}, {0.024, 0.004}};

    private static double[] pelts;

    private final LotkaVolterra fit = new LotkaVolterra(YEARS, 10).count(pelts);
    private final double[] theta = fit.initial(new Random(1));
    private final double[] g = new double[fit.parameters()];

    @BeforeAll
    static void read() throws IOException {
        pelts = Values.of("lotka_volterra").get("count");
    }

    private double descend(int steps) {
        Adam adam = new Adam(theta.length, Double.POSITIVE_INFINITY);
        for (int step = 0; step < steps; step++) {
            fit.valueAndGradient(theta, g);
            adam.step(theta, g, 0.02 * (1 - (double) step / steps));
        }
        return fit.valueAndGradient(theta, g);
    }

    @Test
    void findsThePublishedRates() {
        double first = fit.value(theta);
        double last = descend(800);

        assertTrue(last < first - 40, first + " to " + last);
        assertEquals(0, Arrays.stream(g).map(Math::abs).max().orElseThrow(), 1e-3);
        double[] rates = {fit.alpha(), fit.beta(), fit.gamma(), fit.delta()};
        for (int k = 0; k < rates.length; k++) {
            assertEquals(PUBLISHED[k][0], rates[k], PUBLISHED[k][1], Arrays.toString(rates));
        }
    }

    /** At the least loss, sigma is the root mean square of what is off. */
    @Test
    void sigmaIsTheSpreadAroundTheCurves() {
        descend(800);
        double[] curve = fit.curve();
        for (int s = 0; s < 2; s++) {
            double squares = 0;
            for (int y = 0; y < YEARS; y++) {
                double off = Math.log(pelts[2 * y + s] / curve[2 * y + s]);
                squares += off * off;
            }
            assertEquals(Math.sqrt(squares / YEARS), fit.sigma()[s], 1e-4);
        }
    }

    /** A step of half the length has a sixteenth of the error. */
    @Test
    void errorFallsWithTheFourthPowerOfTheStep() {
        double[] exact = curve(128);
        double coarse = distance(curve(8), exact);
        double fine = distance(curve(16), exact);
        assertTrue(fine > 1e-9, "error " + fine);
        assertEquals(16, coarse / fine, 2);
    }

    private double[] curve(int steps) {
        return new LotkaVolterra(YEARS, steps).count(pelts).forward(theta).curve(new double[2 * YEARS]);
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int k = 0; k < a.length; k++) {
            most = Math.max(most, Math.abs(a[k] - b[k]));
        }
        return most;
    }
}
