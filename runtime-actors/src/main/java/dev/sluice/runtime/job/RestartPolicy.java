package dev.sluice.runtime.job;

import java.time.Duration;

/**
 * What is done after a failure: the delay doubles with each restart, and begins anew once a checkpoint has completed
 * since.
 *
 * @param maxRestarts how many restarts in a row, without a completed checkpoint between them, before the job fails
 * @param firstDelay before the first restart
 * @param maxDelay the longest
 */
public record RestartPolicy(int maxRestarts, Duration firstDelay, Duration maxDelay) {

    /** @return five restarts in a row, after 100 ms, 200 ms, 400 ms... */
    public static RestartPolicy exponentialBackoff() {
        return new RestartPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /** @return the first failure fails the job */
    public static RestartPolicy none() {
        return new RestartPolicy(0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * @param restarts how many restarts in a row there were already
     * @return how long to wait before the next
     */
    public Duration delay(int restarts) {
        long factor = 1L << Math.min(restarts, 30);
        long millis = Math.min(maxDelay.toMillis(), firstDelay.toMillis() * factor);
        return Duration.ofMillis(millis);
    }
}
