package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What compiling costs grows with the length of a file, and no faster; measured in the time of the processor. */
class CompileTimeTest {

    /** Files of n definitions, or of one of n terms. */
    private enum Kind {
        SCALARS,
        ARRAYS,
        TERMS;

        String text(int n) {
            return switch (this) {
                case SCALARS ->
                    lines(
                                    "param w[10]\ns0 = w[0]\n",
                                    n,
                                    k -> "s%d = sin(s%d)*s%d + w[%d]".formatted(k, k - 1, k / 2, k % 10))
                            + "f = s%d\n".formatted(n - 1);
                case ARRAYS ->
                    lines("dim D\nparam w[D]\na0 = w\n", n, k -> "a%d = tanh(a%d + a%d)".formatted(k, k - 1, k / 2))
                            + "f = sum(a%d)\n".formatted(n - 1);
                case TERMS -> lines("param w[%d]\nf = w[0] +\n".formatted(n), n, "  %d*w[%<d] +"::formatted) + "  1\n";
            };
        }

        private static String lines(String head, int n, IntFunction<String> line) {
            StringBuilder text = new StringBuilder(head);
            for (int k = 1; k < n; k++) {
                text.append(line.apply(k)).append('\n');
            }
            return text.toString();
        }
    }

    private static String compile(Kind kind, int n) {
        return Compiler.compile(new Source("large.ad", kind.text(n)), Options.defaults())
                .java()
                .orElseThrow()
                .text();
    }

    /** The time in nanoseconds; with the large stack that the command has for formulas of many terms. */
    private static double cost(Kind kind, int n) throws InterruptedException {
        double[] cost = {Double.NaN};
        Thread thread = new Thread(
                null,
                () -> {
                    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    compile(kind, n);
                    cost[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                },
                "large",
                256L << 20);
        thread.start();
        thread.join();
        return cost[0];
    }

    /** Four times the length costs sixteen times as much if something is quadratic, and does so each time it is tried. */
    @ParameterizedTest
    @EnumSource
    void fourTimesTheLengthIsFourTimesTheTime(Kind kind) throws InterruptedException {
        int n = kind == Kind.SCALARS ? 500 : 250;
        cost(kind, 4 * n);
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < 6; turn++) {
            double once = Math.min(cost(kind, n), cost(kind, n));
            ratios.add(cost(kind, 4 * n) / once);
        }
        assertTrue(Collections.min(ratios) < 9, kind + " costs more by " + ratios);
    }

    @Test
    void tenThousandDefinitions() {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        String java = compile(Kind.SCALARS, 10_000);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
        assertTrue(seconds < 30, "it took " + seconds + " s");
        assertTrue(java.length() < 5_000_000, "it has " + java.length() + " characters");
    }
}
