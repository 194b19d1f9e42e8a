package dev.sluice.api.connector;

import java.util.concurrent.Flow;

/**
 * Hands a stream to another reactive system. What was handed over and is repeated after a failure arrives twice, what
 * was on the way is missing: no guarantee over failures.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface ReactiveSink<T> {

    /**
     * @param context where it runs
     * @return what subscribes, once for each subtask and attempt; its demand is the stream's backpressure
     * @throws Exception fails the attempt
     */
    Flow.Subscriber<T> subscriber(SinkContext context) throws Exception;
}
