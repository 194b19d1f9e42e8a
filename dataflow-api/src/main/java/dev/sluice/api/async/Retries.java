package dev.sluice.api.async;

import java.time.Duration;

/** Retry strategies. Each retries after any exception and is content with any result, until told otherwise. */
public final class Retries {
    private Retries() {}

    /** @return a strategy that never retries */
    public static <O> AsyncRetry<O> none() {
        return new AsyncRetry<>(0, 0, 0, 1, null, problem -> true);
    }

    /**
     * @param retries how often a request is made again, after the first time
     * @param delay how long to wait before each
     * @param <O> the type of the results
     * @return the strategy
     */
    public static <O> AsyncRetry<O> fixedDelay(int retries, Duration delay) {
        return new AsyncRetry<>(retries, delay.toMillis(), delay.toMillis(), 1, null, problem -> true);
    }

    /**
     * @param retries how often a request is made again, after the first time
     * @param initialDelay how long to wait before the first
     * @param maxDelay the longest to wait before any
     * @param multiplier each delay is the one before, times this
     * @param <O> the type of the results
     * @return the strategy
     */
    public static <O> AsyncRetry<O> exponentialBackoff(
            int retries, Duration initialDelay, Duration maxDelay, double multiplier) {
        return new AsyncRetry<>(
                retries, initialDelay.toMillis(), maxDelay.toMillis(), multiplier, null, problem -> true);
    }
}
