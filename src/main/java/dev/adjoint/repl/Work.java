package dev.adjoint.repl;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Something that may take long, in a thread of its own with a deep stack. It cannot be stopped, only left: then its
 * thread goes on in the background, and what it makes is dropped.
 */
final class Work {

    /** Long formulas are deep trees; memory is only taken as far as the stack is used. */
    private static final long STACK = 512L << 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean left;

    private Work(Runnable task) {
        thread = new Thread(null, () -> guarded(task), "answer", STACK);
        thread.setDaemon(true);
    }

    static Work start(Runnable task) {
        Work work = new Work(task);
        work.thread.start();
        return work;
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            thrown.set(fault);
        } finally {
            over.countDown();
        }
    }

    /** Lets the one who waits go. */
    void leave() {
        left = true;
        thread.interrupt();
        over.countDown();
    }

    /** Waits; true if it was done and not left. What was thrown is thrown again. */
    boolean await() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thrown.get() instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        return !left;
    }
}
