package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The gradient of @stem@.ad beside differences of its value; the goal `check` of the build does so for every formula. */
final class @class@Test {

    @Test
    void gradientIsThatOfTheValue() {
        Random random = new Random(7);
        @class@ model = new @class@(5, 3);
        model.X(random.doubles(15, -1, 1).toArray()).y(new double[] {0, 1, 1, 0, 1});
        double[] theta = random.doubles(model.parameters(), -1, 1).toArray();
        double[] gradient = model.gradient(theta);
        for (int k = 0; k < theta.length; k++) {
            assertEquals(difference(model, theta, k), gradient[k], 1e-8);
        }
    }

    private static double difference(@class@ model, double[] theta, int k) {
        double step = 1e-5;
        double[] above = theta.clone();
        double[] below = theta.clone();
        above[k] += step;
        below[k] -= step;
        return (model.value(above) - model.value(below)) / (2 * step);
    }
}
