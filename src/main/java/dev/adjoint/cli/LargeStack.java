package dev.adjoint.cli;

import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;

/** Runs the work in a thread whose stack holds deeply nested formulas. */
final class LargeStack {

    /** Reserved address space; memory is only taken as far as the stack is used. */
    private static final long BYTES = 512L << 20;

    private LargeStack() {}

    /** The result of {@code work}, or of {@code fault} for what it throws, errors of the machine included. */
    static int call(Callable<Integer> work, ToIntFunction<Throwable> fault) {
        int[] code = {Exit.FAULT};
        Runnable guarded = () -> code[0] = guard(work, fault);
        Thread thread = new Thread(null, guarded, "ad", BYTES);
        try {
            thread.start();
        } catch (OutOfMemoryError noRoom) {
            guarded.run();
            return code[0];
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return code[0];
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static int guard(Callable<Integer> work, ToIntFunction<Throwable> fault) {
        try {
            return work.call();
        } catch (Throwable thrown) {
            return fault.applyAsInt(thrown);
        }
    }
}
