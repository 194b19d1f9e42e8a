package dev.sluice.runtime.job;

import java.time.Duration;

/**
 * What is done after a failure. The first restart is at once, since most failures do not come back; each one after it
 * waits twice as long as the one before. It begins anew once a checkpoint has completed since.
 *
 * @param maxRestarts how many restarts in a row, without a completed checkpoint between them, before the job fails
 * @param firstDelay before the second restart in a row, the first that waits
 * @param maxDelay the longest
 */
public record RestartPolicy(int maxRestarts, Duration firstDelay, Duration maxDelay) {

    /** @return six restarts in a row: at once, after 100 ms, 200 ms, 400 ms... */
    public static RestartPolicy exponentialBackoff() {
        return new RestartPolicy(6, Duration.ofMillis(100), Duration.ofSeconds(30));
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
        if (restarts == 0) {
            return Duration.ZERO;
        }
        long factor = 1L << Math.min(restarts - 1, 30);
        long millis = Math.min(maxDelay.toMillis(), firstDelay.toMillis() * factor);
        return Duration.ofMillis(millis);
    }
}
