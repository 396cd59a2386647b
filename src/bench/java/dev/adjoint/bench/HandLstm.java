package dev.adjoint.bench;

import java.util.Arrays;

/**
 * Two layers of LSTM over a sequence, forward and backward as one writes them by hand. All steps are kept. theta has the params
 * of the gates, layer by layer as each kind of gate lays them out, then e[3,H].
 */
abstract class HandLstm {

    static final int LAYERS = 2;

    final int h;
    private final int n;
    private final int eAt;
    private final double[] x;
    private final double[][][] in;
    private final double[][][] state;
    private final double[][][] memory;
    private final double[][][] gate;
    private final double[][] out;
    private final double[][] exp;
    private final double[] sums;
    private final double[] z;
    private final double[][] dstate;
    private final double[][] dmemory;
    private final double[] din;

    /** For T vectors of H numbers; all states begin as they are given, [2,H] each. */
    HandLstm(int t, int h, int eAt, double[] x, double[] h0, double[] c0) {
        this.h = h;
        this.n = t - 1;
        this.eAt = eAt;
        this.x = x;
        in = new double[LAYERS][n][h];
        state = new double[LAYERS][n + 1][h];
        memory = new double[LAYERS][n + 1][h];
        gate = new double[LAYERS][n][5 * h];
        out = new double[n][h];
        exp = new double[n][h];
        sums = new double[n];
        z = new double[4 * h];
        dstate = new double[LAYERS][h];
        dmemory = new double[LAYERS][h];
        din = new double[h];
        for (int l = 0; l < LAYERS; l++) {
            System.arraycopy(h0, l * h, state[l][0], 0, h);
            System.arraycopy(c0, l * h, memory[l][0], 0, h);
        }
    }

    /** Writes what goes into the gates of a layer: z[4,H], of forget, input, output, candidate. */
    abstract void before(int layer, double[] theta, double[] in, double[] state, double[] z);

    /** Adds to g, din and dstate from dz[4,H]. */
    abstract void back(
            int layer,
            double[] theta,
            double[] in,
            double[] state,
            double[] dz,
            double[] g,
            double[] din,
            double[] dstate);

    double value(double[] theta) {
        double loss = 0;
        for (int t = 0; t < n; t++) {
            for (int i = 0; i < h; i++) {
                in[0][t][i] = x[t * h + i] * theta[eAt + i];
            }
            step(0, t, theta);
            System.arraycopy(state[0][t + 1], 0, in[1][t], 0, h);
            step(1, t, theta);
            double sum = 2;
            for (int i = 0; i < h; i++) {
                out[t][i] = state[1][t + 1][i] * theta[eAt + h + i] + theta[eAt + 2 * h + i];
                exp[t][i] = Math.exp(out[t][i]);
                sum += exp[t][i];
            }
            sums[t] = sum;
            double all = Math.log(sum);
            for (int i = 0; i < h; i++) {
                loss -= x[(t + 1) * h + i] * (out[t][i] - all);
            }
        }
        return loss / ((double) n * h);
    }

    private void step(int l, int t, double[] theta) {
        before(l, theta, in[l][t], state[l][t], z);
        double[] y = gate[l][t];
        for (int i = 0; i < h; i++) {
            y[i] = sigmoid(z[i]);
            y[h + i] = sigmoid(z[h + i]);
            y[2 * h + i] = sigmoid(z[2 * h + i]);
            y[3 * h + i] = Math.tanh(z[3 * h + i]);
            memory[l][t + 1][i] = memory[l][t][i] * y[i] + y[h + i] * y[3 * h + i];
            y[4 * h + i] = Math.tanh(memory[l][t + 1][i]);
            state[l][t + 1][i] = y[2 * h + i] * y[4 * h + i];
        }
    }

    private static double sigmoid(double t) {
        return 1 / (1 + Math.exp(-t));
    }

    double valueAndGradient(double[] theta, double[] g) {
        double value = value(theta);
        Arrays.fill(g, 0);
        for (int l = 0; l < LAYERS; l++) {
            Arrays.fill(dstate[l], 0);
            Arrays.fill(dmemory[l], 0);
        }
        for (int t = n - 1; t >= 0; t--) {
            double target = 0;
            for (int i = 0; i < h; i++) {
                target += x[(t + 1) * h + i];
            }
            for (int i = 0; i < h; i++) {
                double dout = (target * exp[t][i] / sums[t] - x[(t + 1) * h + i]) / ((double) n * h);
                g[eAt + h + i] += dout * state[1][t + 1][i];
                g[eAt + 2 * h + i] += dout;
                dstate[1][i] += dout * theta[eAt + h + i];
            }
            stepBack(1, t, theta, g);
            for (int i = 0; i < h; i++) {
                dstate[0][i] += din[i];
            }
            stepBack(0, t, theta, g);
            for (int i = 0; i < h; i++) {
                g[eAt + i] += din[i] * x[t * h + i];
            }
        }
        return value;
    }

    /** Leaves the adjoints of the step before in dstate and dmemory, and that of what comes in, in din. */
    private void stepBack(int l, int t, double[] theta, double[] g) {
        double[] y = gate[l][t];
        double[] ds = dstate[l];
        double[] dm = dmemory[l];
        for (int i = 0; i < h; i++) {
            double forget = y[i];
            double enter = y[h + i];
            double leave = y[2 * h + i];
            double change = y[3 * h + i];
            double squashed = y[4 * h + i];
            double d = dm[i] + ds[i] * leave * (1 - squashed * squashed);
            z[i] = d * memory[l][t][i] * forget * (1 - forget);
            z[h + i] = d * change * enter * (1 - enter);
            z[2 * h + i] = ds[i] * squashed * leave * (1 - leave);
            z[3 * h + i] = d * enter * (1 - change * change);
            dm[i] = d * forget;
        }
        Arrays.fill(din, 0);
        Arrays.fill(ds, 0);
        back(l, theta, in[l][t], state[l][t], z, g, din, ds);
    }

    /** w[2,4,H], b[2,4,H]: forget and output see what comes in, input and candidate the state. */
    static final class Diagonal extends HandLstm {

        Diagonal(int t, int h, double[] x, double[] h0, double[] c0) {
            super(t, h, 16 * h, x, h0, c0);
        }

        @Override
        void before(int layer, double[] theta, double[] in, double[] state, double[] z) {
            for (int k = 0; k < 4; k++) {
                double[] from = k % 2 == 0 ? in : state;
                int w = (4 * layer + k) * h;
                for (int i = 0; i < h; i++) {
                    z[k * h + i] = from[i] * theta[w + i] + theta[8 * h + w + i];
                }
            }
        }

        @Override
        void back(
                int layer,
                double[] theta,
                double[] in,
                double[] state,
                double[] dz,
                double[] g,
                double[] din,
                double[] dstate) {
            for (int k = 0; k < 4; k++) {
                double[] from = k % 2 == 0 ? in : state;
                double[] dfrom = k % 2 == 0 ? din : dstate;
                int w = (4 * layer + k) * h;
                for (int i = 0; i < h; i++) {
                    g[w + i] += dz[k * h + i] * from[i];
                    g[8 * h + w + i] += dz[k * h + i];
                    dfrom[i] += dz[k * h + i] * theta[w + i];
                }
            }
        }
    }

    /** W[2,4,H,H], U[2,4,H,H], b[2,4,H]: every gate sees both. */
    static final class Dense extends HandLstm {

        Dense(int t, int h, double[] x, double[] h0, double[] c0) {
            super(t, h, 16 * h * h + 8 * h, x, h0, c0);
        }

        @Override
        void before(int layer, double[] theta, double[] in, double[] state, double[] z) {
            for (int r = 0; r < 4 * h; r++) {
                int w = (4 * layer * h + r) * h;
                int u = 8 * h * h + w;
                double sum = theta[16 * h * h + 4 * layer * h + r];
                for (int j = 0; j < h; j++) {
                    sum += theta[w + j] * in[j] + theta[u + j] * state[j];
                }
                z[r] = sum;
            }
        }

        @Override
        void back(
                int layer,
                double[] theta,
                double[] in,
                double[] state,
                double[] dz,
                double[] g,
                double[] din,
                double[] dstate) {
            for (int r = 0; r < 4 * h; r++) {
                int w = (4 * layer * h + r) * h;
                int u = 8 * h * h + w;
                double d = dz[r];
                g[16 * h * h + 4 * layer * h + r] += d;
                for (int j = 0; j < h; j++) {
                    g[w + j] += d * in[j];
                    g[u + j] += d * state[j];
                    din[j] += d * theta[w + j];
                    dstate[j] += d * theta[u + j];
                }
            }
        }
    }
}
