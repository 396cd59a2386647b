package dev.adjoint.repl;

import dev.adjoint.run.Runner;
import dev.adjoint.shape.Definition;
import dev.adjoint.source.Span;
import java.util.Arrays;
import java.util.Locale;

/** How long a class takes: {@code :time}. */
final class Timing {

    private static final long WARM = 200_000_000;
    private static final int ROUNDS = 7;
    private static final long ROUND = 30_000_000;

    private final Evaluator evaluator;

    Timing(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    void time(Span formula, Reply reply) {
        Asked asked = Asked.of(formula, reply.session());
        Evaluator.Compiled compiled = evaluator.compile(asked.program(reply.session()));
        Definition objective = Evaluator.objective(compiled, asked.name());
        Evaluator.Ran ran = evaluator.run(compiled);
        Runner.Run run = ran.run();
        evaluator.guarded(compiled, () -> {
            line("value", run.timed(false, objective), reply);
            line("value and gradient", run.timed(true, objective), reply);
            return "";
        });
        if (System.getProperty("java.vm.info", "").contains("emulated-client")) {
            reply.note(
                    "with the quick compiler of this Java alone, as `ad` starts it; a program of your own gets the other, too");
        }
    }

    private static void line(String what, Runnable call, Reply reply) {
        long calls = warm(call);
        double[] times = new double[ROUNDS];
        for (int k = 0; k < ROUNDS; k++) {
            long start = System.nanoTime();
            for (long c = 0; c < calls; c++) {
                call.run();
            }
            times[k] = (System.nanoTime() - start) / (double) calls;
        }
        Arrays.sort(times);
        reply.out().println(String.format(Locale.ROOT, "%-19s %s", what, shown(times[ROUNDS / 2])));
    }

    /** Calls until the machine code is there, and returns how many calls fill a round. */
    private static long warm(Runnable call) {
        long calls = 0;
        long start = System.nanoTime();
        long spent;
        do {
            call.run();
            calls++;
            spent = System.nanoTime() - start;
        } while (spent < WARM && !Thread.currentThread().isInterrupted());
        return Math.max(1, calls * ROUND / spent);
    }

    private static String shown(double nanoseconds) {
        if (nanoseconds < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanoseconds);
        }
        if (nanoseconds < 1e6) {
            return String.format(Locale.ROOT, "%.2f µs", nanoseconds / 1e3);
        }
        return nanoseconds < 1e9
                ? String.format(Locale.ROOT, "%.2f ms", nanoseconds / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanoseconds / 1e9);
    }
}
