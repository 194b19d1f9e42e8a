package dev.sluice.api.async;

import dev.sluice.api.function.UserFunction;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * An outside table: finds the rows of a key without waiting for them. It is called by one thread, the subtask's, and
 * must not block; the stage may be completed by any thread.
 *
 * @param <K> the type of the key
 * @param <V> the type of the rows
 */
@FunctionalInterface
public interface LookupFunction<K, V> extends UserFunction {

    /**
     * @param key the key, not null
     * @return completed with the rows, none if the table does not know the key. Completed exceptionally it fails the
     *     attempt, with the operator and the record named, unless it is retried
     * @throws Exception as if the stage had been completed with it
     */
    CompletionStage<? extends Collection<? extends V>> lookup(K key) throws Exception;

    /**
     * The stage was not completed in time, retries included.
     *
     * @param key the key
     * @param timeout how long it was waited for
     * @return rows to go on with, which are not cached
     * @throws Exception fails the attempt, with the operator and the record named; unless it is overridden it does so
     */
    default Collection<? extends V> timeout(K key, Duration timeout) throws Exception {
        throw new TimeoutException("the look-up of key " + key + " was not answered within " + timeout.toMillis()
                + " ms: set a longer one with AsyncOptions.timeout(...), or override timeout() to go on without");
    }
}
