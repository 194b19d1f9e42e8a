package dev.sluice.api;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import dev.sluice.api.async.LookupFunction;
import dev.sluice.api.async.LookupRequests;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.join.JoinFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose records are joined with the rows of an outside table, as the table is when the record comes. Look-ups
 * do not wait for each other; the results keep the order of the records unless the options say otherwise. The result is
 * an operator that keeps state (the records whose rows have not come yet), so it needs a name or a uid.
 *
 * @param <T> the type of the records
 * @param <K> the type of the key
 * @param <V> the type of the rows
 */
public final class LookupJoin<T, K, V> {
    private final DataStream<T> stream;
    private final KeySelector<? super T, ? extends @Nullable K> key;
    private final LookupFunction<? super K, ? extends V> table;
    private final AsyncOptions<? super V> options;
    private final @Nullable LookupCache cache;

    LookupJoin(
            DataStream<T> stream,
            KeySelector<? super T, ? extends @Nullable K> key,
            LookupFunction<? super K, ? extends V> table,
            AsyncOptions<? super V> options,
            @Nullable LookupCache cache) {
        this.stream = stream;
        this.key = key;
        this.table = table;
        this.options = options;
        this.cache = cache;
    }

    /**
     * @param rows what each subtask remembers of the table; nothing, if this is not called. Cached rows are given to
     *     the join function again and again, which must not change them
     * @return the join with that cache
     */
    public LookupJoin<T, K, V> cache(LookupCache rows) {
        return new LookupJoin<>(stream, key, table, options, rows);
    }

    /**
     * @param requests order, capacity, timeout and retries of the look-ups
     * @return the join with those options
     */
    public LookupJoin<T, K, V> options(AsyncOptions<? super V> requests) {
        return new LookupJoin<>(stream, key, table, requests, cache);
    }

    /**
     * @param function makes a result of a record and each of its rows
     * @param <R> the type of the results
     * @return the results, with the timestamps of the records; a record without rows has none
     */
    public <R> DataStream<R> inner(JoinFunction<? super T, ? super V, R> function) {
        return then(false, function);
    }

    /**
     * @param function makes a result of a record and each of its rows; or null, if it has none
     * @param <R> the type of the results
     * @return the results, with the timestamps of the records
     */
    public <R> DataStream<R> left(JoinFunction<? super T, ? super V, R> function) {
        return then(true, function);
    }

    private <R> DataStream<R> then(boolean keepsAll, JoinFunction<? super T, ? super V, R> function) {
        return stream.then(new OperatorSpec.AsyncSpec(
                new LookupRequests<T, K, V, R>(key, table, cache, keepsAll, function), options));
    }
}
