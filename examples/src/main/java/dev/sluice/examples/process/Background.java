package dev.sluice.examples.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does things again and again beside the main thread, until it is closed. */
public final class Background implements AutoCloseable {
    private final Consumer<String> failures;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        return thread;
    });

    /** @param failures gets a line whenever something fails, which is then tried again */
    public Background(Consumer<String> failures) {
        this.failures = failures;
    }

    /**
     * Does something until this is closed.
     *
     * @param task what
     * @param pause between two times
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is told
    public void repeat(Task task, Duration pause) {
        threads.scheduleWithFixedDelay(() -> once(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once(Task task) {
        try {
            task.run();
        } catch (IOException | RuntimeException e) {
            if (!threads.isShutdown()) {
                failures.accept("the observer failed: " + e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What is done. */
    public interface Task {
        /** @throws IOException if it fails, which is told */
        void run() throws IOException;
    }
}
