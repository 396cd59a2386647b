package dev.adjoint.bench;

/** Rosenbrock's valley, value and gradient by hand. */
final class HandRosenbrock {

    private HandRosenbrock() {}

    static double two(double[] theta, double[] g) {
        double x = theta[0];
        double a = 1 - x;
        double b = theta[1] - x * x;
        g[0] = -2 * a - 400 * b * x;
        g[1] = 200 * b;
        return a * a + 100 * b * b;
    }

    static double chain(double[] theta, double[] g) {
        double value = 0;
        double carried = 0;
        int last = theta.length - 1;
        for (int i = 0; i < last; i++) {
            double x = theta[i];
            double a = 1 - x;
            double b = theta[i + 1] - x * x;
            value += a * a + 100 * b * b;
            g[i] = carried - 2 * a - 400 * b * x;
            carried = 200 * b;
        }
        g[last] = carried;
        return value;
    }
}
