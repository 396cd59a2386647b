package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The elementary functions over rows beside values of more digits, at their ends, and in every place of a row. */
class ElementaryTest {

    private static final int BLOCK = 256;

    private interface Row {
        void take(double[] x, double[] y, int n, double[] p, double[] s);
    }

    private interface FloatRow {
        void take(float[] x, float[] y, int n, float[] p, float[] s);
    }

    /** The functions, the error in units of the last place that their Javadoc grants them, and {@link StrictMath}'s words. */
    @SuppressWarnings("ImmutableEnumChecker") // they are methods
    private enum Function {
        EXP(1, Elementary::exp, FloatElementary::exp, Precise::exp, StrictMath::exp),
        EXPM1(2, Elementary::expm1, FloatElementary::expm1, Precise::expm1, StrictMath::expm1),
        SIGMOID(
                1.6,
                Elementary::sigmoid,
                FloatElementary::sigmoid,
                Precise::sigmoid,
                x -> 1 / (1 + StrictMath.exp(-x))),
        TANH(2.5, Elementary::tanh, FloatElementary::tanh, Precise::tanh, StrictMath::tanh),
        SOFTPLUS(2, Elementary::softplus, FloatElementary::softplus, Precise::softplus, ElementaryTest::softplus),
        LOG(1, Elementary::log, FloatElementary::log, Precise::log, StrictMath::log),
        LOG1P(1.5, Elementary::log1p, FloatElementary::log1p, Precise::log1p, StrictMath::log1p);

        private final double ulps;
        private final Row row;
        private final FloatRow floatRow;
        private final DoubleFunction<Precise> precise;
        private final DoubleUnaryOperator known;

        Function(double ulps, Row row, FloatRow floatRow, DoubleFunction<Precise> precise, DoubleUnaryOperator known) {
            this.ulps = ulps;
            this.row = row;
            this.floatRow = floatRow;
            this.precise = precise;
            this.known = known;
        }

        /** Whether x is a number at which the function is finite by its formula. */
        boolean isFor(double x) {
            return Double.isFinite(x) && (this != LOG || x > 0) && (this != LOG1P || x > -1);
        }

        double[] of(double... x) {
            double[] y = new double[x.length];
            row.take(x, y, x.length, new double[x.length], new double[x.length]);
            return y;
        }

        float[] of(float... x) {
            float[] y = new float[x.length];
            floatRow.take(x, y, x.length, new float[x.length], new float[x.length]);
            return y;
        }
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** From all numbers there are, and more often from where something happens. */
    private static double argument(Random random, int kind) {
        return switch (kind % 6) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> 3 * random.nextGaussian();
            case 2 -> 1500 * random.nextDouble() - 750;
            case 3 -> Math.scalb(random.nextGaussian(), -random.nextInt(60));
            case 4 -> 1 + Math.scalb(random.nextGaussian(), -random.nextInt(40));
            default -> random.nextBoolean() ? -708 - 38 * random.nextDouble() : 709 + random.nextDouble();
        };
    }

    private static double[] block(Random random, int kind) {
        double[] x = new double[BLOCK];
        Arrays.setAll(x, k -> argument(random, kind));
        return x;
    }

    private static float[] narrow(double[] x) {
        float[] narrow = new float[x.length];
        for (int k = 0; k < x.length; k++) {
            narrow[k] = (float) x[k];
        }
        return narrow;
    }

    /** By the double that is nearest and what is left of it, from 90 digits. */
    @ParameterizedTest
    @CsvSource({
        "EXP, 1, 2.718281828459045, 1.4456468917292502e-16",
        "EXP, -3, 0.049787068367863944, -1.4831389691394365e-18",
        "EXPM1, 0.2, 0.22140275816016985, -7.180691602815803e-18",
        "SIGMOID, -2, 0.11920292202211756, -4.667319433268004e-18",
        "TANH, 0.1, 0.09966799462495582, 3.542433877641546e-18",
        "SOFTPLUS, 0.7, 1.103186048885458, -4.036125128709739e-17",
        "LOG, 3, 1.0986122886681098, -9.07129723500153e-17",
        "LOG1P, 1e-5, 9.999950000333332e-06, -2.3868637284493416e-22",
    })
    void theReferenceIsRight(Function function, double x, double high, double low) {
        Precise value = function.precise.apply(x);
        assertEquals(
                low,
                Math.scalb(value.high(), value.exponent()) - high + Math.scalb(value.low(), value.exponent()),
                1e-29);
    }

    @ParameterizedTest
    @EnumSource
    void isWithinWhatTheJavadocSays(Function function) {
        Random random = new Random(7);
        for (int kind = 0; kind < 72; kind++) {
            double[] x = block(random, kind);
            double[] y = function.of(x);
            for (int k = 0; k < BLOCK; k++) {
                if (function.isFor(x[k])) {
                    double error = function.precise.apply(x[k]).ulps(y[k], Math.ulp(y[k]));
                    assertTrue(error <= function.ulps, error + " ulp at " + x[k] + ", where it is " + y[k]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWithinWhatTheJavadocSaysInFloat(Function function) {
        Random random = new Random(8);
        for (int kind = 0; kind < 300; kind++) {
            float[] x = narrow(block(random, kind));
            float[] y = function.of(x);
            for (int k = 0; k < BLOCK; k++) {
                if (!function.isFor(x[k])) {
                    continue;
                }
                double known = function.known.applyAsDouble(x[k]);
                double error =
                        Float.isInfinite(y[k]) && (float) known == y[k] ? 0 : Math.abs(y[k] - known) / Math.ulp(y[k]);
                assertTrue(error <= function.ulps, error + " ulp at " + x[k] + ", where it is " + y[k]);
            }
        }
    }

    /** Where everything is exact: the same as StrictMath to the sign of a zero, before and after the JVM has compiled the loops. */
    @ParameterizedTest
    @EnumSource
    void isRightAtTheEnds(Function function) {
        double[] ends = {
            0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL / 2,
            -Double.MIN_NORMAL / 2,
            1e-300,
            -1e-300,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1e16,
            -1e16,
            6.7e15,
            -6.7e15,
            4.5e15,
            -4.5e15,
            2000,
            -2000,
            746,
            -746,
            710,
            -1,
            1
        };
        double[] wanted = Arrays.stream(ends).map(function.known).toArray();
        double[] expected = function == Function.SIGMOID ? sigmoidAtTheEnds(wanted, ends) : wanted;
        for (int turn = 0; turn < 4_000; turn++) {
            double[] y = function.of(ends);
            for (int k = 0; k < ends.length; k++) {
                if (Math.abs(ends[k]) == 1 && Double.isFinite(expected[k])) {
                    assertEquals(expected[k], y[k], 2 * Math.ulp(expected[k]));
                } else if (y[k] != expected[k] || 1 / y[k] != 1 / expected[k]) {
                    assertEquals(expected[k], y[k], function + " of " + ends[k] + " in turn " + turn);
                }
            }
        }
    }

    /** The formula of the sigmoid ends in 0 before the function does. */
    private static double[] sigmoidAtTheEnds(double[] formula, double[] x) {
        double[] y = formula.clone();
        for (int k = 0; k < x.length; k++) {
            y[k] = x[k] < -700 ? StrictMath.exp(x[k]) : y[k];
        }
        return y;
    }

    @ParameterizedTest
    @EnumSource
    void isRightAtTheEndsInFloat(Function function) {
        float[] ends = {
            0,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL / 2,
            -Float.MIN_NORMAL / 2,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1e8f,
            -1e8f,
            1.2e7f,
            -1.2e7f,
            200,
            -200,
            89
        };
        for (int turn = 0; turn < 4_000; turn++) {
            float[] y = function.of(ends);
            for (int k = 0; k < ends.length; k++) {
                float expected = (float) function.known.applyAsDouble(ends[k]);
                if (y[k] != expected || 1 / y[k] != 1 / expected) {
                    assertEquals(expected, y[k], function + " of " + ends[k] + " in turn " + turn);
                }
            }
        }
    }

    /** Alone, in a row of any length and company, in place or not, compiled or not: the same bits. */
    @ParameterizedTest
    @EnumSource
    void dependsOnTheNumberAlone(Function function) {
        Random random = new Random(9);
        for (int turn = 0; turn < 500; turn++) {
            double[] x = block(random, turn);
            x[random.nextInt(BLOCK)] = argument(random, turn + 1);
            double[] y = function.of(x);
            int from = random.nextInt(BLOCK);
            double[] part = Arrays.copyOfRange(x, from, from + 1 + random.nextInt(BLOCK - from));
            double[] there = part.clone();
            function.row.take(there, there, there.length, new double[BLOCK], new double[BLOCK]);
            for (int k = 0; k < part.length; k++) {
                if (Double.doubleToLongBits(y[from + k]) != Double.doubleToLongBits(there[k])) {
                    assertEquals(y[from + k], there[k], function + " of " + part[k]);
                }
            }
            float[] narrow = narrow(x);
            float[] narrowY = function.of(narrow);
            function.floatRow.take(narrow, narrow, from, new float[BLOCK], new float[BLOCK]);
            assertTrue(Arrays.equals(narrow, 0, from, narrowY, 0, from), function + " in float");
        }
    }

    @Test
    void tanhIsOdd() {
        Random random = new Random(10);
        for (int kind = 0; kind < 60; kind++) {
            double[] x = block(random, kind);
            double[] mirrored = Function.TANH.of(Arrays.stream(x).map(v -> -v).toArray());
            assertEquals(
                    List.of(Arrays.toString(Function.TANH.of(x))),
                    List.of(Arrays.toString(Arrays.stream(mirrored).map(v -> -v).toArray())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void allocatesNothing(Function function) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] x = block(new Random(11), 2);
        double[] y = new double[BLOCK];
        double[] p = new double[BLOCK];
        double[] s = new double[BLOCK];
        long least = Long.MAX_VALUE;
        for (int turn = 0; turn < 200 && least > 0; turn++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < 50; call++) {
                function.row.take(x, y, BLOCK, p, s);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
