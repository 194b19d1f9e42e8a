package dev.sluice.api.async;

import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a request is made again, and after which delay. Made by {@link Retries}.
 *
 * @param retries how often at most, after the first time
 * @param initialDelay before the first retry, milliseconds of wall clock
 * @param maxDelay before any retry, milliseconds
 * @param multiplier each delay is the one before, times this
 * @param ifResult which results are not good enough; null: all are
 * @param ifException which exceptions are worth another try
 * @param <O> the type of the results
 */
public record AsyncRetry<O>(
        int retries,
        long initialDelay,
        long maxDelay,
        double multiplier,
        @Nullable Predicate<? super Collection<? extends O>> ifResult,
        Predicate<? super Throwable> ifException) {

    /** Checks it. */
    public AsyncRetry {
        if (retries < 0) {
            throw new IllegalArgumentException("a request cannot be retried " + retries + " times: give 0 or more");
        }
        if (initialDelay < 0 || maxDelay < initialDelay) {
            throw new IllegalArgumentException("retries cannot have delays from " + initialDelay + " ms to " + maxDelay
                    + " ms: the first must not be negative, nor above the longest");
        }
        if (!(multiplier >= 1)) {
            throw new IllegalArgumentException(
                    "the delay of retries cannot be multiplied by " + multiplier + ": give 1 or more");
        }
    }

    /**
     * @param worth which results are asked for once more; those of the last try go on whatever they are
     * @return the strategy with that condition
     */
    public AsyncRetry<O> ifResult(Predicate<? super Collection<? extends O>> worth) {
        return new AsyncRetry<>(retries, initialDelay, maxDelay, multiplier, worth, ifException);
    }

    /**
     * @param worth after which exceptions it is asked once more; after all of them, unless this says otherwise. It sees
     *     the cause of a {@link java.util.concurrent.CompletionException}
     * @return the strategy with that condition
     */
    public AsyncRetry<O> ifException(Predicate<? super Throwable> worth) {
        return new AsyncRetry<>(retries, initialDelay, maxDelay, multiplier, ifResult, worth);
    }

    /**
     * @param retry which, from 1
     * @return how long to wait before it, milliseconds
     */
    public long delay(int retry) {
        return Math.min(maxDelay, (long) (initialDelay * Math.pow(multiplier, retry - 1)));
    }
}
