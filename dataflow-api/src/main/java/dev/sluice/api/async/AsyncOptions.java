package dev.sluice.api.async;

import java.time.Duration;

/**
 * How requests are made. The defaults are 100 requests in flight, a timeout of a minute and no retries.
 *
 * @param inOrder whether results keep the order of their records; otherwise they overtake each other, but never a
 *     watermark
 * @param maxInFlight for each subtask, how many records may have been asked about whose results have not gone on; when
 *     there are so many the input stops
 * @param timeoutMillis how long a request may take, retries included
 * @param strategy when a request is made again
 * @param <O> the type of the results
 */
public record AsyncOptions<O>(boolean inOrder, int maxInFlight, long timeoutMillis, AsyncRetry<? super O> strategy) {
    private static final int CAPACITY = 100;
    private static final long TIMEOUT = Duration.ofMinutes(1).toMillis();

    /** Checks it. */
    public AsyncOptions {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "the capacity for asynchronous requests must be at least 1, but is " + maxInFlight);
        }
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("the timeout of asynchronous requests must be at least one millisecond,"
                    + " but is " + timeoutMillis + " ms");
        }
    }

    /**
     * @param <O> the type of the results
     * @return options for results in the order of their records
     */
    public static <O> AsyncOptions<O> ordered() {
        return new AsyncOptions<>(true, CAPACITY, TIMEOUT, Retries.none());
    }

    /**
     * @param <O> the type of the results
     * @return options for results as they come. The results of the records between two watermarks stay between them
     */
    public static <O> AsyncOptions<O> unordered() {
        return new AsyncOptions<>(false, CAPACITY, TIMEOUT, Retries.none());
    }

    /**
     * @param requests for each subtask, how many records may have been asked about whose results have not gone on
     * @return the options with that capacity
     */
    public AsyncOptions<O> capacity(int requests) {
        return new AsyncOptions<>(inOrder, requests, timeoutMillis, strategy);
    }

    /**
     * @param timeout how long a request may take, from when it was first made, retries and the delays before them
     *     included
     * @return the options with that timeout
     */
    public AsyncOptions<O> timeout(Duration timeout) {
        return new AsyncOptions<>(inOrder, maxInFlight, timeout.toMillis(), strategy);
    }

    /**
     * @param retries when a request is made again
     * @return the options with that strategy
     */
    public AsyncOptions<O> retry(AsyncRetry<? super O> retries) {
        return new AsyncOptions<>(inOrder, maxInFlight, timeoutMillis, retries);
    }
}
