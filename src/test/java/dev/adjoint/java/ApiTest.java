package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The methods of the generated class, and what they say when they are called wrongly: one test a promise, in one list because
 * together they are the API.
 */
class ApiTest {

    private static final Made SOFTMAX = Made.of("""
            dim N, C, D
            param W[C,D], b[C]
            input X[N,D], y[N] in C
            s[n] : [C] = W*X[n,:] + b
            loss = sum(logsumexp(s[n,:]) - s[n,y[n]] for n)/N
            output loss, s
            """);

    private static final double[] THETA = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, -0.9};
    private static final double[] DATA = {1, 2, -1, 0.5, 3, -2, 0.25, 4};

    private static Object softmax() {
        Object net = SOFTMAX.instance(4, 3, 2);
        call(net, "X", (Object) DATA);
        call(net, "y", (Object) new int[] {2, 0, 1, 1});
        return net;
    }

    private static void says(Class<? extends RuntimeException> type, String message, Executable action) {
        assertEquals(message, assertThrows(type, action).getMessage());
    }

    private static void refuses(String message, Executable action) {
        says(IllegalArgumentException.class, message, action);
    }

    private static void tooEarly(String message, Executable action) {
        says(IllegalStateException.class, message, action);
    }

    @Test
    void aNeuronIsTheFormula() {
        Made neuron = Made.of("param w0, w1, w2\ninput x0, x1\nf = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))\n");
        Object object = neuron.instance();
        call(object, "x0", -1.0);
        call(object, "x1", -2.0);
        double[] theta = {2, -3, -3};
        double f = 1 / (1 + Math.exp(-(2.0 * -1.0 + -3.0 * -2.0 + -3.0)));
        assertEquals(f, (double) call(object, "value", (Object) theta));
        double[] g = (double[]) call(object, "gradient", (Object) theta);
        double slope = f * (1 - f);
        assertArrayEquals(new double[] {-slope, -2 * slope, slope}, g, 1e-15);
        assertEquals(1, (int) call(object, "w1"));
    }

    /** Index outputs are ints, and have no upstream gradient. */
    @Test
    void indexOutputsAreInts() {
        Object object = Made.of("""
                dim N, K
                param c[K]
                input x[N]
                a[n] = argmin((x[n] - c[k])^2 for k)
                best = argmax(c)
                f = sum((x[n] - c[a[n]])^2 for n)
                output best, a, f
                """).instance(3, 2);
        call(object, "x", (Object) new double[] {1, 5, 2});
        double[] theta = {0, 4};
        double[] g = new double[2];
        assertEquals(6.0, call(object, "valueAndGradient", theta, g));
        assertArrayEquals(new double[] {-6, -2}, g);
        assertEquals(1, call(object, "best"));
        int[] own = (int[]) call(object, "a");
        assertArrayEquals(new int[] {0, 1, 0}, own);
        assertSame(own, call(object, "a"));
        int[] copy = new int[3];
        assertSame(copy, call(object, "a", (Object) copy));
        assertArrayEquals(own, copy);
        refuses("out has 2 numbers, not 3 = N", () -> call(object, "a", (Object) new int[2]));
        call(object, "backward", new double[] {2}, g);
        assertArrayEquals(new double[] {-12, -4}, g);
        refuses("seeds has 5 numbers, not 1", () -> call(object, "backward", new double[5], g));
    }

    @Test
    void everyWayToTheGradientGivesTheSame() {
        Object net = softmax();
        double[] g = new double[9];
        double loss = (double) call(net, "valueAndGradient", THETA, g);
        assertEquals(loss, call(net, "value", (Object) THETA));
        assertEquals(loss, call(net, "loss"));
        assertArrayEquals(g, (double[]) call(net, "gradient", (Object) THETA));

        call(net, "forward", (Object) THETA);
        assertArrayEquals(g, (double[]) call(net, "backward", 1.0));
        double[] h = new double[9];
        call(net, "backward", 2.0, h);
        assertArrayEquals(Arrays.stream(g).map(x -> 2 * x).toArray(), h, 1e-15);
        double[] seeds = new double[13];
        seeds[0] = 1;
        call(net, "backward", seeds, h);
        assertArrayEquals(g, h);
        seeds[0] = 0;
        call(net, "backward", seeds, h);
        assertArrayEquals(new double[9], h);

        call(net, "load", (Object) THETA);
        assertEquals(loss, call(net, "value"));
        Arrays.fill(h, Double.NaN);
        assertEquals(loss, call(net, "valueAndGradient", (Object) h));
        assertArrayEquals(g, h);
        call(net, "forward");
        call(net, "backward", 1.0, h);
        assertArrayEquals(g, h);
    }

    /** A short formula has both passes in one method that keeps nothing between them: what is asked for behind it is made anew. */
    @Test
    void whatFollowsAGradientOfAShortFormula() {
        Made made = Made.of("""
                param w0, w1, w2
                input x0, x1
                f = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))
                derive hessianVector
                """);
        Object object = made.instance();
        call(object, "x0", -1.0);
        call(object, "x1", -2.0);
        double[] theta = {2, -3, -3};
        double[] g = new double[3];
        double[] h = new double[3];
        call(object, "load", (Object) theta);
        double[] v = {1, 2, 3};
        call(object, "hessianVector", v, h);
        double[] product = h.clone();

        double f = (double) call(object, "valueAndGradient", (Object) g);
        assertEquals(f, call(object, "f"));
        call(object, "hessianVector", v, h);
        assertArrayEquals(product, h);
        assertEquals(f, call(object, "valueAndGradient", theta, h));
        assertArrayEquals(g, h);
        call(object, "backward", new double[] {1}, h);
        assertArrayEquals(g, h);
        call(object, "valueAndGradient", new double[] {0, 0, 0}, h);
        call(object, "valueAndGradient", theta, h);
        assertArrayEquals(g, (double[]) call(object, "backward", 1.0));
        call(object, "x0", 5.0);
        tooEarly(
                "backward comes after forward, with the sizes and inputs as they are now",
                () -> call(object, "backward", 1.0, h));
    }

    @Test
    void outputsAreTheObjectsOwnOrCopied() {
        Object net = softmax();
        call(net, "forward", (Object) THETA);
        double[] own = (double[]) call(net, "s");
        assertSame(own, call(net, "s"));
        double[] out = new double[12];
        assertSame(out, call(net, "s", (Object) out));
        assertArrayEquals(own, out);
        assertEquals(0.1 * 1 + -0.2 * 2 + 0.7, own[0], 1e-15);
    }

    @Test
    void aWindowIsBoundWithoutCopying() {
        Object net = softmax();
        double[] more = new double[20];
        System.arraycopy(DATA, 0, more, 7, 8);
        double loss = (double) call(net, "value", (Object) THETA);
        call(net, "X", more, 7);
        assertEquals(loss, call(net, "value", (Object) THETA));
        more[7] = 100;
        assertNotSame(loss, call(net, "value", (Object) THETA));
    }

    @Test
    void theLastMiniBatchMayBeSmaller() {
        Object net = softmax();
        Object small = SOFTMAX.instance(2, 3, 2);
        call(net, "N", 2);
        for (Object each : List.of(net, small)) {
            call(each, "X", (Object) Arrays.copyOf(DATA, 4));
            call(each, "y", (Object) new int[] {2, 0});
        }
        double[] g = new double[9];
        double[] h = new double[9];
        assertEquals(call(small, "valueAndGradient", THETA, g), call(net, "valueAndGradient", THETA, h));
        assertArrayEquals(g, h);
        double[] seeds = new double[7];
        seeds[6] = 1;
        call(net, "backward", seeds, h);
        call(small, "backward", seeds, g);
        assertArrayEquals(g, h);
        Object fork = call(net, "fork");
        assertEquals(call(net, "value", (Object) THETA), call(fork, "value", (Object) THETA));
    }

    @Test
    void aSizeIsSetWithinItsBounds() {
        Object net = softmax();
        refuses("N is 5: it may be set from 1 to its number at construction, 4", () -> call(net, "N", 5));
        refuses("N is 0: it may be set from 1 to its number at construction, 4", () -> call(net, "N", 0));
        call(net, "N", 3);
        refuses("X has 8 numbers, not 6 = N*D", () -> call(net, "value", (Object) THETA));
        call(net, "X", DATA, 0);
        refuses("y has 4 indices, not 3 = N", () -> call(net, "value", (Object) THETA));
        tooEarly("nothing is computed yet: forward or value comes first", () -> call(net, "loss"));
    }

    @Test
    void wrongLengthsAreSaidInTheUsersWords() {
        Object net = softmax();
        refuses("theta has 1 number, not 9 = C*D + C", () -> call(net, "value", (Object) new double[1]));
        refuses("g has 3 numbers, not 9 = C*D + C", () -> call(net, "valueAndGradient", THETA, new double[3]));
        refuses("X has 10 numbers, not 8 = N*D", () -> call(net, "X", (Object) new double[10]));
        refuses("X has 10 numbers: too few for 8 = N*D from number 3 on", () -> call(net, "X", new double[10], 3));
        refuses("X has 10 numbers: too few for 8 = N*D from number -1 on", () -> call(net, "X", new double[10], -1));
        refuses("y has 3 indices, not 4 = N", () -> call(net, "y", (Object) new int[3]));
        refuses("y[1] is 3: an index of C lies in 0 ... 2", () -> call(net, "y", (Object) new int[] {0, 3, 0, 0}));
        refuses("y[3] is -1: an index of C lies in 0 ... 2", () -> call(net, "y", (Object) new int[] {0, 0, 0, -1}));
        call(net, "forward", (Object) THETA);
        refuses("seeds has 1 number, not 13 = 1 + N*C", () -> call(net, "backward", new double[1], new double[9]));
        refuses("out has 0 numbers, not 12 = N*C", () -> call(net, "s", (Object) new double[0]));
    }

    @Test
    void nullIsSaidByName() throws ReflectiveOperationException {
        Object net = softmax();
        for (String name : List.of("value", "gradient", "load", "X")) {
            Exception thrown = assertThrows(
                    java.lang.reflect.InvocationTargetException.class,
                    () -> net.getClass().getMethod(name, double[].class).invoke(net, (Object) null));
            String what = name.equals("X") ? "X" : "theta";
            assertEquals(what + " is null", thrown.getCause().getMessage());
        }
        Exception thrown = assertThrows(
                java.lang.reflect.InvocationTargetException.class,
                () -> net.getClass().getMethod("y", int[].class).invoke(net, (Object) null));
        assertEquals("y is null", thrown.getCause().getMessage());
    }

    @Test
    void theGradientHasItsOwnArray() {
        Made made = Made.of("dim D\nparam w[D]\ninput x[D]\nf = w'*x\n");
        Object f = made.instance(3);
        double[] x = {1, 2, 3};
        call(f, "x", (Object) x);
        double[] theta = {1, 1, 1};
        refuses("g is theta: give the gradient its own array", () -> call(f, "valueAndGradient", theta, theta));
        refuses(
                "g is the array of the input x: give the gradient its own array",
                () -> call(f, "valueAndGradient", theta, x));
        call(f, "forward", (Object) theta);
        refuses("g is theta: give the gradient its own array", () -> call(f, "backward", 1.0, theta));
        assertArrayEquals(new double[] {1, 1, 1}, theta);
    }

    @Test
    void whatComesTooEarlyIsSaid() {
        Object net = SOFTMAX.instance(4, 3, 2);
        tooEarly("input X[N,D] is not set", () -> call(net, "value", (Object) THETA));
        call(net, "X", (Object) DATA);
        tooEarly("input y[N] is not set", () -> call(net, "value", (Object) THETA));
        call(net, "y", (Object) new int[4]);
        String backward = "backward comes after forward, with the sizes and inputs as they are now";
        tooEarly(backward, () -> call(net, "backward", 1.0));
        tooEarly("nothing is computed yet: forward or value comes first", () -> call(net, "s"));
        tooEarly("no parameters are loaded: load(theta) comes first", () -> call(net, "value"));
        call(net, "forward", (Object) THETA);
        call(net, "y", (Object) new int[4]);
        tooEarly(backward, () -> call(net, "backward", 1.0));
        call(net, "s");
    }

    @Test
    void scalarInputsAreSetAndIndicesChecked() {
        Made made = Made.of("dim C\nparam w[C]\ninput t, y in C\nf = t*w[y]\n");
        Object f = made.instance(3);
        tooEarly("input t is not set", () -> call(f, "value", (Object) new double[3]));
        call(f, "t", 2.0);
        tooEarly("input y is not set", () -> call(f, "value", (Object) new double[3]));
        refuses("y is 3: an index of C lies in 0 ... 2", () -> call(f, "y", 3));
        refuses("y is -1: an index of C lies in 0 ... 2", () -> call(f, "y", -1));
        call(f, "y", 2);
        assertArrayEquals(new double[] {0, 0, 2}, (double[]) call(f, "gradient", (Object) new double[3]));
    }

    @Test
    void indicesAreCopied() {
        Object net = softmax();
        int[] y = {2, 0, 1, 1};
        call(net, "y", (Object) y);
        Object loss = call(net, "value", (Object) THETA);
        Arrays.fill(y, 77);
        assertEquals(loss, call(net, "value", (Object) THETA));
    }

    @Test
    void notANumberIsData() {
        Object net = softmax();
        double[] data = DATA.clone();
        data[0] = Double.NaN;
        call(net, "X", (Object) data);
        assertEquals(Double.NaN, call(net, "value", (Object) THETA));
    }

    @Test
    void positionsAndLayoutAgree() throws ReflectiveOperationException {
        Object net = softmax();
        assertEquals(9, (int) call(net, "parameters"));
        assertEquals(5, (int) call(net, "W", 2, 1));
        assertEquals(8, (int) call(net, "b", 2));
        says(
                IndexOutOfBoundsException.class,
                "W's subscript 1 is 2: an index of D lies in 0 ... 1",
                () -> call(net, "W", 0, 2));
        says(
                IndexOutOfBoundsException.class,
                "b's subscript 0 is -1: an index of C lies in 0 ... 2",
                () -> call(net, "b", -1));
        List<?> layout = (List<?>) call(net, "layout");
        assertEquals(
                "[Entry[name=W, shape=[3, 2], offset=0, size=6], Entry[name=b, shape=[3], offset=6, size=3]]",
                layout.toString());
    }

    @Test
    void startValuesAreThoseSaidInTheFile() {
        Made made = Made.of("""
                dim D, H = 3
                const k = 2
                param a = -1.5, v[D] = 1/k, p[3] = [1, 2, k], m[2,2] = [[1, 2], [3, 4]]
                param q[D] = [i + 0.5 for i in D], W[H,D], z[D], e[2,2] = eye(2)
                f = sum(W*v) + a + sum(p) + sum(m) + sum(q) + sum(z) + sum(e)
                """);
        Object object = made.instance(4);
        double[] theta = (double[]) call(object, "initial", new Random(5));
        double[] said = {-1.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 2, 1, 2, 3, 4, 0.5, 1.5, 2.5, 3.5};
        assertArrayEquals(said, Arrays.copyOf(theta, 16));
        Random random = new Random(5);
        double[] normal = new double[12];
        Arrays.setAll(normal, k -> Math.sqrt(2.0 / 4) * random.nextGaussian());
        assertArrayEquals(normal, Arrays.copyOfRange(theta, 16, 28));
        assertArrayEquals(new double[4], Arrays.copyOfRange(theta, 28, 32));
        assertArrayEquals(new double[] {1, 0, 0, 1}, Arrays.copyOfRange(theta, 32, 36));
    }

    @Test
    void gradientsOfInputsAreThereWhenAskedFor() {
        Made made = Made.of(
                "chain.ad",
                "dim D\nparam w[D]\ninput x[D], t\nf = t*(w'*x)\n",
                Options.defaults().wrt(List.of("x", "t")));
        Object f = made.instance(2);
        call(f, "x", (Object) new double[] {3, 4});
        call(f, "t", 2.0);
        tooEarly("there is no gradient yet: backward or gradient comes first", () -> call(f, "gradient_x"));
        call(f, "valueAndGradient", new double[] {10, 100}, new double[2]);
        assertArrayEquals(new double[] {20, 200}, (double[]) call(f, "gradient_x"));
        assertEquals(430.0, call(f, "gradient_t"));
    }

    @Test
    void whatIsKeptHasAnAccessor() {
        Made made = Made.of(
                "kept.ad",
                "dim D\nparam w[D]\nh = exp(w)\nf = sum(h)\n",
                Options.defaults().keep(List.of("h")));
        Object f = made.instance(2);
        call(f, "forward", (Object) new double[] {0, 1});
        assertArrayEquals(new double[] {1, Math.exp(1)}, (double[]) call(f, "h"));
        call(f, "backward", new double[] {1}, new double[2]);
    }

    @Test
    void paramsWithoutInfluenceHaveTheGradientZero() {
        Made made = Made.of("dim D\nparam a[D], w, b[D]\nf = w^2\noutput f\n");
        Object f = made.instance(2);
        double[] g = {7, 7, 7, 7, 7};
        call(f, "valueAndGradient", new double[] {1, 1, 3, 1, 1}, g);
        assertArrayEquals(new double[] {0, 0, 6, 0, 0}, g);
    }

    @Test
    void twoParamsMayHaveTheSameGradient() {
        Made made = Made.of("dim D\nparam a[D], b[D]\nf = sum((a + b).^2)\n");
        Object f = made.instance(2);
        assertArrayEquals(new double[] {8, 12, 8, 12}, (double[])
                call(f, "gradient", (Object) new double[] {1, 2, 3, 4}));
    }

    @Test
    void floatIsFloatThroughout() {
        Made made = Made.of(
                "single.ad",
                "dim D\nparam w[D]\ninput x[D], t\nf = t*sum(exp(w).*x) + softplus(t) + sigmoid(t)^2\n",
                Options.defaults().with(Options.Real.FLOAT));
        Object f = made.instance(2);
        call(f, "x", (Object) new float[] {0.1f, 0.2f});
        call(f, "t", 0.3f);
        float[] w = {0.5f, -0.5f};
        float sum = 0;
        sum += (float) Math.exp(0.5f) * 0.1f;
        sum += (float) Math.exp(-0.5f) * 0.2f;
        float s = 1f / (1f + (float) Math.exp(-0.3f));
        float expected =
                0.3f * sum + (Math.max(0f, 0.3f) + (float) Math.log1p((float) Math.exp(-Math.abs(0.3f)))) + s * s;
        assertEquals(expected, call(f, "value", (Object) w));
        float[] g = new float[2];
        call(f, "valueAndGradient", w, g);
        assertEquals(0.3f * 0.1f * (float) Math.exp(0.5f), g[0], 1e-7f);
    }

    private static final String LINE = """
            dim N
            param a, b
            input x[N], y[N]
            e = a*exp(b*x) - y
            loss = sum(e.^2)
            output e, loss
            derive jvp wrt b, x
            derive vjp wrt b, x
            derive jacobian
            derive hessian wrt a, b
            derive hessianVector loss
            """;

    private static Object line() {
        Object object = Made.of(LINE).instance(3);
        call(object, "x", (Object) new double[] {0, 0.5, 1});
        call(object, "y", (Object) new double[] {1, 2, 3});
        return object;
    }

    @Test
    void productsAreThoseOfTheFormula() {
        Object object = line();
        double[] theta = {1.5, 0.5};
        double[] x = {0, 0.5, 1};
        double[] jacobian = new double[6];
        double[] values = new double[3];
        call(object, "valueAndJacobian", theta, values, jacobian);
        for (int n = 0; n < 3; n++) {
            double exp = Math.exp(0.5 * x[n]);
            assertEquals(1.5 * exp - (n + 1), values[n], 1e-15);
            assertEquals(exp, jacobian[2 * n], 1e-15);
            assertEquals(1.5 * x[n] * exp, jacobian[2 * n + 1], 1e-15);
        }
        double[] again = new double[6];
        call(object, "load", (Object) theta);
        call(object, "jacobian", (Object) again);
        assertArrayEquals(jacobian, again);

        double[] tangent = new double[4];
        call(object, "jvp", theta, new double[] {1, 0, 0, 0}, tangent);
        assertEquals(jacobian[3], tangent[1], 1e-15);
        double[] back = new double[4];
        call(object, "vjp", theta, new double[] {0, 1, 0, 0}, back);
        assertEquals(jacobian[3], back[0], 1e-15);
        assertEquals(1.5 * 0.5 * Math.exp(0.25), back[2], 1e-15, "by x[1]");

        double[] hessian = new double[4];
        call(object, "hessian", theta, hessian);
        double[] column = new double[2];
        call(object, "hessianVector", new double[] {0, 1}, column);
        assertArrayEquals(new double[] {hessian[1], hessian[3]}, column, 1e-13);
        assertEquals(hessian[1], hessian[2]);
    }

    /** What does not depend on the direction is computed anew when the parameters or inputs have changed. */
    @Test
    void productsAreThoseOfTheParametersAndInputsAsTheyAre() {
        Object object = line();
        double[] fresh = new double[4];
        double[] h = new double[4];
        double[] theta = {1.5, 0.5};
        call(object, "load", (Object) theta);
        call(object, "hessian", (Object) h);
        double[] first = h.clone();
        call(object, "load", (Object) new double[] {2, -0.5});
        call(object, "hessian", (Object) h);
        call(line(), "hessian", new double[] {2, -0.5}, fresh);
        assertArrayEquals(fresh, h);
        call(object, "x", (Object) new double[] {1, 2, 3});
        call(object, "hessian", (Object) h);
        Object other = line();
        call(other, "x", (Object) new double[] {1, 2, 3});
        call(other, "hessian", new double[] {2, -0.5}, fresh);
        assertArrayEquals(fresh, h);
        call(object, "x", (Object) new double[] {0, 0.5, 1});
        call(object, "hessian", theta, h);
        assertArrayEquals(first, h);
        Object fork = call(object, "fork");
        call(fork, "hessian", theta, h);
        assertArrayEquals(first, h);
    }

    @Test
    void productsRefuseArraysThatDoNotFit() {
        Object object = line();
        double[] theta = {1.5, 0.5};
        double[] x = {0, 0.5, 1};
        call(object, "x", (Object) x);
        refuses("v has 3 numbers, not 4 = 1 + N", () -> call(object, "jvp", theta, new double[3], new double[4]));
        refuses("out has 3 numbers, not 4 = N + 1", () -> call(object, "jvp", theta, new double[4], new double[3]));
        refuses("out has 5 numbers, not 6 = N rows of 2", () -> call(object, "jacobian", theta, new double[5]));
        refuses("theta has 1 number, not 2", () -> call(object, "hessian", new double[1], new double[4]));
        refuses(
                "values has 2 numbers, not 3 = N",
                () -> call(object, "valueAndJacobian", theta, new double[2], new double[6]));
        double[] v = new double[2];
        refuses("out is v: give the result its own array", () -> call(object, "hessianVector", theta, v, v));
        refuses(
                "out is theta: give the result its own array",
                () -> call(object, "hessianVector", theta, new double[2], theta));
        refuses(
                "values is the array of the input x: give the result its own array",
                () -> call(object, "valueAndJacobian", theta, x, new double[6]));
        tooEarly("no parameters are loaded: load(theta) comes first", () -> call(object, "jacobian", (Object) v));
    }

    /** The sizes decide between the two ways to a Jacobian, and both are right. */
    @Test
    void aJacobianTakesTheWayThatIsLessWork() {
        Made made = Made.of("dim N, M\nparam w[M]\ninput A[N,M]\ne = A*(w.^2)\nderive jacobian\n");
        double[] w = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int n : new int[] {1, 9}) {
            int m = 10 - n;
            Object object = made.instance(n, m);
            double[] a = new Random(1).doubles((long) n * m).toArray();
            call(object, "A", (Object) a);
            double[] out = new double[n * m];
            call(object, "jacobian", Arrays.copyOf(w, m), out);
            for (int k = 0; k < n * m; k++) {
                assertEquals(2 * a[k] * w[k % m], out[k], 1e-15);
            }
        }
    }

    @Test
    void anArrayOfAProductThatIsTooLongIsNamed() {
        Made made = Made.of("dim N\nparam w[N]\nf = sum(w.^2)\nderive hessian\n");
        refuses(
                "too large: hessian, N rows of N, would have 10000000000 numbers, and an array holds at most 2147483639",
                () -> made.instance(100_000));
    }

    @Test
    void aMatrixThatNoArrayHoldsIsRefusedAtOnce() {
        String text = "param w[100000]\nf = sum(w.^2)\nderive hessian\n";
        assertEquals(
                "`hessian` is 10000000000 long, and a Java array holds at most 2147483639 numbers",
                Made.refused("made.ad", text, Options.defaults()).get(0).message());
    }
}
