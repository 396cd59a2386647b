package dev.adjoint.bench;

/** Holds two results against each other before they are timed. */
final class Agreement {

    private Agreement() {}

    /**
     * Checks that value and gradient agree: the value in proportion to itself, each number of the gradient in proportion to the
     * largest one. Each is called twice, for the second call must not depend on what the first has left.
     */
    static void check(String what, double tolerance, Contender one, Contender other) {
        double first = one.call().getAsDouble();
        double second = one.call().getAsDouble();
        double expected = other.call().getAsDouble();
        require(first, expected, tolerance * (1 + Math.abs(expected)), what + ", the value,");
        require(second, expected, tolerance * (1 + Math.abs(expected)), what + ", the value of a second call,");
        double[] g = one.gradient().get();
        double[] h = other.gradient().get();
        if (g.length != h.length) {
            throw new IllegalStateException(what + ": " + g.length + " numbers, not " + h.length);
        }
        double largest = 0;
        for (double d : h) {
            largest = Math.max(largest, Math.abs(d));
        }
        for (int k = 0; k < g.length; k++) {
            require(g[k], h[k], tolerance * largest, what + ", the gradient at " + k + ",");
        }
    }

    private static void require(double a, double b, double tolerance, String what) {
        if (!(Math.abs(a - b) <= tolerance)) {
            throw new IllegalStateException(what + " is " + a + " and not " + b);
        }
    }
}
