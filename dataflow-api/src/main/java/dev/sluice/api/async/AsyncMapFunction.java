package dev.sluice.api.async;

import dev.sluice.api.function.UserFunction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Asks another system for one result for each record, without waiting for it; see {@link AsyncFunction}.
 *
 * @param <I> the type of the input
 * @param <O> the type of the result
 */
@FunctionalInterface
public interface AsyncMapFunction<I, O> extends UserFunction {

    /**
     * @param record the input
     * @return completed with the result, never null. Completed exceptionally it fails the attempt, with the operator
     *     and the record named, unless it is retried
     * @throws Exception as if the stage had been completed with it
     */
    CompletionStage<? extends O> map(I record) throws Exception;

    /**
     * The stage was not completed in time, retries included. What it is completed with later is ignored.
     *
     * @param record the input
     * @param timeout how long it was waited for
     * @return the result to go on with
     * @throws Exception fails the attempt, with the operator and the record named; unless it is overridden it does so
     */
    default O timeout(I record, Duration timeout) throws Exception {
        throw new TimeoutException("the request was not answered within " + timeout.toMillis()
                + " ms: set a longer one with AsyncOptions.timeout(...), or override timeout() to go on without");
    }
}
