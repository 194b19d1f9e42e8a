package dev.sluice.cluster;

import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.job.JobState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns SIGINT and SIGTERM into a clean stop. It is a shutdown hook: the JVM keeps the exit code of the signal (130 or
 * 143) and waits until the job was cancelled and its storage closed.
 */
final class StopHook implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    private final JobView view;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "sluice-stop");
    private volatile @Nullable JobHandle job;

    private StopHook(JobView view) {
        this.view = view;
    }

    static StopHook register(JobView view) {
        StopHook hook = new StopHook(view);
        Runtime.getRuntime().addShutdownHook(hook.hook);
        return hook;
    }

    /** From now on a signal cancels this job. */
    void guard(JobHandle handle) {
        job = handle;
    }

    private void stop() {
        JobHandle handle = job;
        if (handle == null) {
            view.line("stopped before the job began");
            return;
        }
        if (!handle.progress().state().isFinal()) {
            handle.cancel();
        }
        try {
            boolean clean = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (handle.progress().state() == JobState.CANCELLED || !clean) {
                view.line("stopped; run the same command again to resume");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The job is over and its storage closed. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: it was waiting for this.
        }
    }
}
