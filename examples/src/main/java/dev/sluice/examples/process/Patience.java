package dev.sluice.examples.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, until it is stopped. Thread-safe. */
public final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Nobody waits yet. */
    public Patience() {}

    /** Whoever waits, and whoever will, gets a {@link StoppedException}. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Waits until a moment.
     *
     * @param nanoTime of {@link System#nanoTime}
     */
    public void until(long nanoTime) {
        await(Duration.ofNanos(nanoTime - System.nanoTime()));
    }

    /**
     * @param condition what is waited for
     * @param atMost how long
     * @return whether it became true within that time; it is looked at twice a second
     */
    public boolean until(BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            await(LOOK_EVERY);
        }
        return true;
    }

    private void await(Duration time) {
        try {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
