package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import java.lang.management.ManagementFactory;
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

    /** The time in nanoseconds, the least of two runs; with the large stack that the command has for formulas of many terms. */
    private static double cost(Kind kind, int n) throws InterruptedException {
        double[] least = {Double.MAX_VALUE};
        Thread thread = new Thread(
                null,
                () -> {
                    for (int turn = 0; turn < 2; turn++) {
                        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                        compile(kind, n);
                        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                        least[0] = Math.min(least[0], (double) (after - before));
                    }
                },
                "large",
                256L << 20);
        thread.start();
        thread.join();
        return least[0];
    }

    @ParameterizedTest
    @EnumSource
    void twiceTheLengthIsTwiceTheTime(Kind kind) throws InterruptedException {
        int n = kind == Kind.SCALARS ? 1000 : 500;
        cost(kind, n);
        double once = cost(kind, n);
        double twice = cost(kind, 2 * n);
        assertTrue(twice < Double.MAX_VALUE, "it did not compile");
        assertTrue(twice < 3.2 * once, kind + ": " + once + " ns, and for twice as much " + twice);
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
