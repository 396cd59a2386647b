package dev.adjoint;

import java.util.function.Supplier;

/** Runs work in a thread whose stack holds deeply nested formulas. */
public final class LargeStack {

    /** Reserved address space; memory is only taken as far as the stack is used. */
    private static final long BYTES = 512L << 20;

    private LargeStack() {}

    /** The result of {@code work}; what it throws, errors of the machine included, comes out as it is. */
    public static <T> T call(Supplier<T> work) {
        Outcome<T> outcome = new Outcome<>(work);
        Thread thread = new Thread(null, outcome, "ad", BYTES);
        try {
            thread.start();
        } catch (OutOfMemoryError noRoom) {
            return work.get();
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
        return outcome.get();
    }

    /** Work, and what came of it. */
    private static final class Outcome<T> implements Runnable {

        private final Supplier<T> work;
        private T result;
        private Throwable thrown;

        Outcome(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result = work.get();
            } catch (Throwable all) {
                thrown = all;
            }
        }

        T get() {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            return result;
        }
    }
}
