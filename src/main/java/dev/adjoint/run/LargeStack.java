package dev.adjoint.run;

import java.util.concurrent.Callable;
import java.util.function.Function;

/** Runs the work in a thread whose stack holds deeply nested formulas. */
public final class LargeStack {

    /** Reserved address space; memory is only taken as far as the stack is used. */
    private static final long BYTES = 512L << 20;

    private LargeStack() {}

    /** The result of {@code work}, or of {@code fault} for what it throws, errors of the machine included. */
    public static <T> T call(Callable<T> work, Function<Throwable, T> fault) {
        Guarded<T> guarded = new Guarded<>(work, fault);
        Thread thread = new Thread(null, guarded, "ad", BYTES);
        try {
            thread.start();
        } catch (OutOfMemoryError noRoom) {
            guarded.run();
            return guarded.result;
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
        return guarded.result;
    }

    /** The work with what is made of what it throws. */
    private static final class Guarded<T> implements Runnable {

        private final Callable<T> work;
        private final Function<Throwable, T> fault;
        private T result;

        Guarded(Callable<T> work, Function<Throwable, T> fault) {
            this.work = work;
            this.fault = fault;
        }

        @Override
        @SuppressWarnings("CatchAndPrintStackTrace")
        public void run() {
            try {
                result = work.call();
            } catch (Throwable thrown) {
                result = fault.apply(thrown);
            }
        }
    }
}
