package dev.adjoint.bench;

/** Holds two results against each other before they are timed. */
final class Agreement {

    private Agreement() {}

    static void check(double value, double other, double[] g, double[] h) {
        require(value, other, "the values");
        for (int k = 0; k < g.length; k++) {
            require(g[k], h[k], "the gradients at " + k);
        }
    }

    private static void require(double a, double b, String what) {
        if (!(Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a)))) {
            throw new IllegalStateException(what + " differ: " + a + " and " + b);
        }
    }
}
