package dev.sluice.persistence.serde;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what recurses as deep as its data is nested. How deep a thread's stack reaches depends on what happens to be
 * compiled, and what could be written once must be readable ever after.
 */
final class LargeStack {
    private static final long BYTES = 256L << 20; // reserved, and only used as far as needed

    private LargeStack() {}

    /** Calls the first here and, if that overflows the stack, the second on a thread with a large one. */
    static <T> T callIfNeeded(Callable<T> here, Callable<T> there) {
        try {
            return call(here);
        } catch (RuntimeException | StackOverflowError e) {
            if (!isOverflow(e)) {
                throw e;
            }
        }
        FutureTask<T> task = new FutureTask<>(there);
        Thread thread = new Thread(null, task, "sluice-large-stack", BYTES);
        thread.setDaemon(true);
        thread.start();
        return call(task::get);
    }

    private static <T> T call(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static boolean isOverflow(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError) {
                return true;
            }
        }
        return false;
    }
}
