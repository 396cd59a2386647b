package dev.adjoint.bench;

import java.util.Arrays;

/**
 * y' = x .* [1, y[0], ...] from 0 to the time 2 by Runge-Kutta steps, and the gradient of the last number, by hand: y is kept for each
 * step, what lies between is computed again.
 */
final class HandOde {

    private final int steps;
    private final double h;
    private final double[][] y;
    private final double[] y2;
    private final double[] y3;
    private final double[] y4;
    private final double[] dy;
    private final double[] d4;
    private final double[] d3;
    private final double[] d2;
    private final double[] d1;

    HandOde(int n, int steps) {
        this.steps = steps;
        h = 2.0 / steps;
        y = new double[steps + 1][n];
        y2 = new double[n];
        y3 = new double[n];
        y4 = new double[n];
        dy = new double[n];
        d4 = new double[n];
        d3 = new double[n];
        d2 = new double[n];
        d1 = new double[n];
    }

    double valueAndGradient(double[] x, double[] g) {
        int n = x.length;
        for (int s = 0; s < steps; s++) {
            between(x, y[s]);
            next(y[s + 1], y[s], x, y2, y3, y4, h / 6);
        }
        Arrays.fill(g, 0);
        Arrays.fill(dy, 0);
        dy[n - 1] = 1;
        for (int s = steps - 1; s >= 0; s--) {
            between(x, y[s]);
            scaled(d4, dy, h / 6);
            back(d3, dy, h / 3, h, x, d4);
            back(d2, dy, h / 3, h / 2, x, d3);
            back(d1, dy, h / 6, h / 2, x, d2);
            g[0] += d1[0] + d2[0] + d3[0] + d4[0];
            toGradient(g, d1, y[s], d2, y2, d3, y3, d4, y4);
            toState(dy, x, d1, d2, d3, d4);
        }
        return y[steps][n - 1];
    }

    private void between(double[] x, double[] y) {
        towards(y2, y, h / 2, x, y);
        towards(y3, y, h / 2, x, y2);
        towards(y4, y, h, x, y3);
    }

    /** y + step*slope(x, from). */
    private static void towards(double[] to, double[] y, double step, double[] x, double[] from) {
        to[0] = y[0] + step * x[0];
        for (int i = 1; i < to.length; i++) {
            to[i] = y[i] + step * x[i] * from[i - 1];
        }
    }

    private static void next(double[] to, double[] y, double[] x, double[] y2, double[] y3, double[] y4, double sixth) {
        to[0] = y[0] + 6 * sixth * x[0];
        for (int i = 1; i < to.length; i++) {
            to[i] = y[i] + sixth * x[i] * (y[i - 1] + 2 * y2[i - 1] + 2 * y3[i - 1] + y4[i - 1]);
        }
    }

    private static void scaled(double[] to, double[] dy, double a) {
        for (int i = 0; i < to.length; i++) {
            to[i] = a * dy[i];
        }
    }

    /** The adjoint of a slope: its share of the step, and what the slope after it hands back. */
    private static void back(double[] to, double[] dy, double share, double step, double[] x, double[] after) {
        int last = to.length - 1;
        for (int i = 0; i < last; i++) {
            to[i] = share * dy[i] + step * x[i + 1] * after[i + 1];
        }
        to[last] = share * dy[last];
    }

    private static void toGradient(
            double[] g,
            double[] d1,
            double[] y1,
            double[] d2,
            double[] y2,
            double[] d3,
            double[] y3,
            double[] d4,
            double[] y4) {
        for (int i = 1; i < g.length; i++) {
            g[i] += d1[i] * y1[i - 1] + d2[i] * y2[i - 1] + (d3[i] * y3[i - 1] + d4[i] * y4[i - 1]);
        }
    }

    private static void toState(double[] dy, double[] x, double[] d1, double[] d2, double[] d3, double[] d4) {
        for (int i = 0; i < dy.length - 1; i++) {
            dy[i] += x[i + 1] * (d1[i + 1] + d2[i + 1] + (d3[i + 1] + d4[i + 1]));
        }
    }
}
