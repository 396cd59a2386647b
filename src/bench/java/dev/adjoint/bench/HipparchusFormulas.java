package dev.adjoint.bench;

import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.FastMath;

/** The small formulas with Hipparchus' {@link Gradient}: each number carries its derivatives for all of theta. */
final class HipparchusFormulas {

    private HipparchusFormulas() {}

    static Contender rosenbrock(double[] theta) {
        double[] g = new double[theta.length];
        return Contender.of(g, () -> result(chain(variables(theta)), g));
    }

    private static Gradient chain(Gradient[] x) {
        Gradient f = Gradient.constant(x.length, 0);
        for (int i = 0; i < x.length - 1; i++) {
            Gradient a = x[i].subtract(1);
            Gradient b = x[i + 1].subtract(x[i].square());
            f = f.add(a.square()).add(b.square().multiply(100));
        }
        return f;
    }

    static Contender neuron(double[] theta, double x0, double x1) {
        double[] g = new double[theta.length];
        return Contender.of(g, () -> {
            Gradient[] w = variables(theta);
            Gradient z = w[0].multiply(x0).add(w[1].multiply(x1)).add(w[2]);
            return result(z.negate().exp().add(1).reciprocal(), g);
        });
    }

    static Contender net(double[] theta, double[] x, int y, int... sizes) {
        double[] g = new double[theta.length];
        Gradient[] in = new Gradient[x.length];
        for (int j = 0; j < x.length; j++) {
            in[j] = Gradient.constant(theta.length, x[j]);
        }
        return Contender.of(g, () -> result(loss(variables(theta), in, y, sizes), g));
    }

    private static Gradient loss(Gradient[] theta, Gradient[] x, int y, int... sizes) {
        Gradient[] h = x;
        int w = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            Gradient[] z = new Gradient[sizes[layer]];
            int b = w + sizes[layer] * sizes[layer - 1];
            for (int i = 0; i < z.length; i++) {
                z[i] = theta[b + i];
                for (int j = 0; j < h.length; j++) {
                    z[i] = z[i].add(theta[w + i * h.length + j].multiply(h[j]));
                }
                if (layer < sizes.length - 1 && z[i].getValue() <= 0) {
                    z[i] = Gradient.constant(theta.length, 0);
                }
            }
            h = z;
            w = b + sizes[layer];
        }
        double max = Double.NEGATIVE_INFINITY;
        for (Gradient s : h) {
            max = FastMath.max(max, s.getValue());
        }
        Gradient sum = Gradient.constant(theta.length, 0);
        for (Gradient s : h) {
            sum = sum.add(s.subtract(max).exp());
        }
        return sum.log().add(max).subtract(h[y]);
    }

    private static Gradient[] variables(double[] theta) {
        Gradient[] variables = new Gradient[theta.length];
        for (int k = 0; k < theta.length; k++) {
            variables[k] = Gradient.variable(theta.length, k, theta[k]);
        }
        return variables;
    }

    private static double result(Gradient f, double[] g) {
        for (int k = 0; k < g.length; k++) {
            g[k] = f.getPartialDerivative(k);
        }
        return f.getValue();
    }
}
