package dev.adjoint.samples;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;

import org.hipparchus.special.Erf;

/**
 * A call on a geometric mean, and its derivatives by hand. The mean is lognormal: f is the logarithm of its expectation, v the
 * deviation of its logarithm, and the price before discounting is B = exp(f)*N(d1) - K*N(d2).
 *
 * <p>Params are numbered: first the D prices of the shares, then their volatilities, then the interest rate.
 */
final class GeometricCall {

    private final double[] s;
    private final double[] sigma;
    private final double[] w;
    private final double[] rho;
    private final double years;
    private final double discount;

    private final double v;
    private final double b;
    private final double bByF;
    private final double bByV;
    private final double bByFF;
    private final double bByFV;
    private final double bByVV;

    GeometricCall(double[] s, double[] sigma, double r, double[] w, double[] rho, double strike, double years) {
        this.s = s;
        this.sigma = sigma;
        this.w = w;
        this.rho = rho;
        this.years = years;
        discount = exp(-r * years);
        double variance = 0;
        double f = r * years;
        for (int i = 0; i < s.length; i++) {
            variance += years * w[i] * sigma[i] * pull(i);
            f += w[i] * (log(s[i]) - sigma[i] * sigma[i] * years / 2);
        }
        f += variance / 2;
        v = sqrt(variance);
        double d1 = (f - log(strike)) / v + v / 2;
        double d2 = d1 - v;
        double density = exp(f - d1 * d1 / 2) / sqrt(2 * Math.PI);
        bByF = exp(f) * distribution(d1);
        b = bByF - strike * distribution(d2);
        bByV = density;
        bByFF = bByF + density / v;
        bByFV = -density * d2 / v;
        bByVV = density * d1 * d2 / v;
    }

    private static double distribution(double x) {
        return Erf.erfc(-x / sqrt(2)) / 2;
    }

    double price() {
        return discount * b;
    }

    double first(int i) {
        return discount * (slope(i) - byRate(i) * b);
    }

    double second(int i, int j) {
        double curvature = bByFF * f(i) * f(j)
                + bByFV * (f(i) * v(j) + v(i) * f(j))
                + bByVV * v(i) * v(j)
                + bByF * f(i, j)
                + bByV * v(i, j);
        return discount * (curvature - byRate(i) * slope(j) - byRate(j) * slope(i) + byRate(i) * byRate(j) * b);
    }

    private double slope(int i) {
        return bByF * f(i) + bByV * v(i);
    }

    /** What the discount has to do with it: its derivative is minus this, times itself. */
    private double byRate(int i) {
        return i == 2 * s.length ? years : 0;
    }

    private boolean isVolatility(int i) {
        return i >= s.length && i < 2 * s.length;
    }

    /** The derivative of f. */
    private double f(int i) {
        int share = i % s.length;
        if (i < s.length) {
            return w[share] / s[share];
        }
        return isVolatility(i) ? years * w[share] * (pull(share) - sigma[share]) : years;
    }

    /** The second derivative of f. */
    private double f(int i, int j) {
        int share = i % s.length;
        if (isVolatility(i) && isVolatility(j)) {
            return years * w[share] * (rho(share, j % s.length) * w[j % s.length] - (i == j ? 1 : 0));
        }
        return i == j && i < s.length ? -w[share] / (s[share] * s[share]) : 0;
    }

    /** The derivative of v. */
    private double v(int i) {
        return isVolatility(i) ? years * w[i % s.length] * pull(i % s.length) / v : 0;
    }

    /** The second derivative of v. */
    private double v(int i, int j) {
        if (!isVolatility(i) || !isVolatility(j)) {
            return 0;
        }
        int share = i % s.length;
        int other = j % s.length;
        return (years * w[share] * w[other] * rho(share, other) - v(i) * v(j)) / v;
    }

    private double rho(int i, int j) {
        return rho[i * s.length + j];
    }

    /** How much the basket moves along with a share. */
    private double pull(int i) {
        double sum = 0;
        for (int j = 0; j < s.length; j++) {
            sum += rho(i, j) * w[j] * sigma[j];
        }
        return sum;
    }
}
