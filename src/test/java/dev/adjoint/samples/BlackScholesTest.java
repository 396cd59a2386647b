package dev.adjoint.samples;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivatives of a call and a put beside their closed forms: all of first and second order. */
final class BlackScholesTest {

    /** Of the summed magnitudes of a closed form's terms. */
    private static final double PRECISION = 1e-12;

    private static final int S = 0;
    private static final int K = 1;
    private static final int R = 2;
    private static final int Q = 3;
    private static final int SIGMA = 4;
    private static final int T = 5;
    private static final int COUNT = 6;

    private final BlackScholes option = new BlackScholes();
    private final double[] gradient = new double[COUNT];
    private final double[] hessian = new double[COUNT * COUNT];

    /** At, in and out of the money, soon and late, without dividends, with a negative rate. */
    static Stream<double[]> points() {
        return Stream.of(
                new double[] {100, 95, 0.03, 0.01, 0.2, 0.75},
                new double[] {100, 100, 0.05, 0, 0.3, 1},
                new double[] {80, 120, 0.02, 0.04, 0.4, 2.5},
                new double[] {1.3, 1.1, -0.005, 0.02, 0.08, 0.1},
                new double[] {50, 75, 0.01, 0.015, 0.25, 0.5},
                new double[] {4200, 3000, 0.04, 0.03, 0.15, 10});
    }

    @ParameterizedTest
    @MethodSource("points")
    void callHasItsClosedForms(double[] theta) {
        double value = option.valueAndGradient(theta, gradient);
        option.hessian(theta, hessian);
        compare(new Closed(1, theta), value);
    }

    @ParameterizedTest
    @MethodSource("points")
    void putHasItsClosedForms(double[] theta) {
        option.forward(theta).backward(new double[] {0, 1}, gradient);
        option.hessian_put(theta, hessian);
        compare(new Closed(-1, theta), option.put());
    }

    private void compare(Closed closed, double value) {
        closed.price.compare("price", value);
        String[] names = {"S", "K", "r", "q", "sigma", "T"};
        for (int i = 0; i < COUNT; i++) {
            closed.first[i].compare(names[i], gradient[i]);
            for (int j = 0; j <= i; j++) {
                String name = names[j] + ", " + names[i];
                closed.second[j][i].compare(name, hessian[i * COUNT + j]);
                closed.second[j][i].compare(name, hessian[j * COUNT + i]);
            }
        }
    }

    /** A call less a put is a share less the strike, both paid later. */
    @ParameterizedTest
    @MethodSource("points")
    void putAndCallAreOnAPar(double[] theta) {
        option.forward(theta);
        double forward = theta[S] * exp(-theta[Q] * theta[T]) - theta[K] * exp(-theta[R] * theta[T]);
        assertEquals(forward, option.call() - option.put(), PRECISION * (theta[S] + theta[K]));

        option.backward(new double[] {1, -1}, gradient);
        assertEquals(exp(-theta[Q] * theta[T]), gradient[S], PRECISION);
        assertEquals(-exp(-theta[R] * theta[T]), gradient[K], PRECISION);
        assertEquals(0, gradient[SIGMA], PRECISION * (theta[S] + theta[K]));
    }

    /** The equation of Black, Scholes and Merton. */
    @ParameterizedTest
    @MethodSource("points")
    void pricesObeyTheEquation(double[] theta) {
        double value = option.valueAndGradient(theta, gradient);
        option.hessian(theta, hessian);
        double gamma = hessian[option.S() * COUNT + option.S()];
        double variance = theta[SIGMA] * theta[SIGMA];
        double right = variance * theta[S] * theta[S] * gamma / 2
                + (theta[R] - theta[Q]) * theta[S] * gradient[S]
                - theta[R] * value;
        assertEquals(right, gradient[T], PRECISION * (theta[S] + theta[K]));
    }

    /** A sum of terms, which knows how large they are. */
    private record Sum(double value, double magnitude) {

        static Sum of(double... terms) {
            double value = 0;
            double magnitude = 0;
            for (double term : terms) {
                value += term;
                magnitude += Math.abs(term);
            }
            return new Sum(value, magnitude);
        }

        void compare(String name, double found) {
            assertEquals(value, found, PRECISION * magnitude, name);
        }
    }

    /** The closed forms, with a sign of 1 for a call and of -1 for a put: the textbook's N(d) of a put is -N(-d). */
    private static final class Closed {

        final Sum price;
        final Sum[] first = new Sum[COUNT];
        final Sum[][] second = new Sum[COUNT][COUNT];

        Closed(int sign, double[] theta) {
            double s = theta[S];
            double k = theta[K];
            double r = theta[R];
            double q = theta[Q];
            double sigma = theta[SIGMA];
            double t = theta[T];
            double root = sqrt(t);
            double d1 = (log(s / k) + (r - q + sigma * sigma / 2) * t) / (sigma * root);
            double d2 = d1 - sigma * root;
            double share = exp(-q * t);
            double bond = exp(-r * t);
            double n1 = sign * distribution(sign * d1);
            double n2 = sign * distribution(sign * d2);
            // s*share*density(d1) is k*bond*density(d2)
            double density = s * share * exp(-d1 * d1 / 2) / sqrt(2 * Math.PI);
            double d1ByT = (r - q + sigma * sigma / 2) / (sigma * root) - d1 / (2 * t);
            double d2ByT = d1ByT - sigma / (2 * root);

            price = Sum.of(s * share * n1, -k * bond * n2);

            first[S] = Sum.of(share * n1); // delta
            first[K] = Sum.of(-bond * n2);
            first[R] = Sum.of(k * t * bond * n2); // rho
            first[Q] = Sum.of(-s * t * share * n1);
            first[SIGMA] = Sum.of(density * root); // vega
            first[T] = Sum.of(density * sigma / (2 * root), -q * s * share * n1, r * k * bond * n2); // -theta

            second[S][S] = Sum.of(density / (s * s * sigma * root)); // gamma
            second[S][K] = Sum.of(-density / (s * k * sigma * root));
            second[S][R] = Sum.of(density * root / (s * sigma));
            second[S][Q] = Sum.of(-t * share * n1, -density * root / (s * sigma));
            second[S][SIGMA] = Sum.of(-density * d2 / (s * sigma)); // vanna
            second[S][T] = Sum.of(-q * share * n1, density * d1ByT / s); // -charm
            second[K][K] = Sum.of(density / (k * k * sigma * root));
            second[K][R] = Sum.of(t * bond * n2, -density * root / (k * sigma));
            second[K][Q] = Sum.of(density * root / (k * sigma));
            second[K][SIGMA] = Sum.of(density * d1 / (k * sigma));
            second[K][T] = Sum.of(r * bond * n2, -density * d2ByT / k);
            second[R][R] = Sum.of(-t * t * k * bond * n2, t * density * root / sigma);
            second[R][Q] = Sum.of(-t * density * root / sigma);
            second[R][SIGMA] = Sum.of(-t * density * d1 / sigma);
            second[R][T] = Sum.of(k * bond * n2, -r * t * k * bond * n2, t * density * d2ByT);
            second[Q][Q] = Sum.of(t * t * s * share * n1, t * density * root / sigma);
            second[Q][SIGMA] = Sum.of(t * density * d2 / sigma);
            second[Q][T] = Sum.of(-s * share * n1, q * t * s * share * n1, -t * density * d1ByT);
            second[SIGMA][SIGMA] = Sum.of(density * root * d1 * d2 / sigma); // volga
            second[SIGMA][T] = Sum.of(density / (2 * root), -density * root * q, -density * root * d1 * d1ByT); // -veta
            second[T][T] = Sum.of(
                    -density * sigma / (4 * t * root),
                    -density * sigma * (q + d1 * d1ByT) / (2 * root),
                    q * q * s * share * n1,
                    -q * density * d1ByT,
                    -r * r * k * bond * n2,
                    r * density * d2ByT);
        }

        private static double distribution(double x) {
            return Erf.erfc(-x / sqrt(2)) / 2;
        }
    }
}
