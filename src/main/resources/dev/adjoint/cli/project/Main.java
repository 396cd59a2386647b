package @package@;

import java.util.Locale;
import java.util.Random;

/** Fits the formula of @stem@.ad to points drawn at random, by gradient descent. */
public final class Main {

    private static final int POINTS = 200;

    private Main() {}

    public static void main(String[] args) {
        Random random = new Random(1);
        double[] points = new double[2 * POINTS]; // row by row
        double[] labels = new double[POINTS];
        for (int n = 0; n < POINTS; n++) {
            labels[n] = n % 2;
            points[2 * n] = random.nextGaussian() + 2 * labels[n];
            points[2 * n + 1] = random.nextGaussian() - labels[n];
        }

        @class@ model = new @class@(POINTS, 2).X(points).y(labels);
        double[] theta = model.initial(random);
        double[] gradient = new double[model.parameters()];
        for (int step = 0; step <= 200; step++) {
            double loss = model.valueAndGradient(theta, gradient);
            if (step % 50 == 0) {
                System.out.printf(Locale.ROOT, "step %3d  loss %.4f%n", step, loss);
            }
            for (int k = 0; k < theta.length; k++) {
                theta[k] -= 0.5 * gradient[k];
            }
        }

        int right = 0;
        double[] p = model.forward(theta).p();
        for (int n = 0; n < POINTS; n++) {
            right += (p[n] > 0.5) == (labels[n] == 1) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "w = [%.3f, %.3f], b = %.3f: %d of %d points are told right%n",
                theta[model.w(0)],
                theta[model.w(1)],
                theta[model.b()],
                right,
                POINTS);
    }
}
