package dev.sluice.api.async;

import dev.sluice.api.function.UserFunction;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Asks another system about each record, without waiting for the answer. It is called by one thread, the subtask's, and
 * must not block; the stage may be completed by any thread. After a failure records whose results had not gone on are
 * asked about again, so a request may be made more than once.
 *
 * @param <I> the type of the input
 * @param <O> the type of the results
 */
@FunctionalInterface
public interface AsyncFunction<I, O> extends UserFunction {

    /**
     * @param record the input
     * @return completed with any number of results, in order. Completed exceptionally it fails the attempt, with the
     *     operator and the record named, unless it is retried
     * @throws Exception as if the stage had been completed with it
     */
    CompletionStage<? extends Collection<? extends O>> invoke(I record) throws Exception;

    /**
     * The stage was not completed in time, retries included. What it is completed with later is ignored.
     *
     * @param record the input
     * @param timeout how long it was waited for
     * @return results to go on with
     * @throws Exception fails the attempt, with the operator and the record named; unless it is overridden it does so
     */
    default Collection<? extends O> timeout(I record, Duration timeout) throws Exception {
        throw new TimeoutException("the request was not answered within " + timeout.toMillis()
                + " ms: set a longer one with AsyncOptions.timeout(...), or override timeout() to go on without");
    }
}
