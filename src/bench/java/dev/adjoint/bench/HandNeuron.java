package dev.adjoint.bench;

/** The sigmoid neuron of the lecture, value and gradient as one would write them. */
final class HandNeuron {

    private HandNeuron() {}

    static double valueAndGradient(double[] theta, double x0, double x1, double[] g) {
        double f = 1 / (1 + Math.exp(-(theta[0] * x0 + theta[1] * x1 + theta[2])));
        double d = f * (1 - f);
        g[0] = d * x0;
        g[1] = d * x1;
        g[2] = d;
        return f;
    }
}
