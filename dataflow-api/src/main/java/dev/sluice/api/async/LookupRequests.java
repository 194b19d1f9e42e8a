package dev.sluice.api.async;

import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.join.JoinFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record with the rows of an outside table. A record whose key is null has none.
 *
 * @param <I> the type of the records
 * @param <K> the type of the key
 * @param <V> the type of the rows
 * @param <O> the type of the results
 */
public final class LookupRequests<I, K, V, O> implements Requests<I, V, O> {
    private static final long serialVersionUID = 1;

    private final KeySelector<? super I, ? extends @Nullable K> key;
    private final LookupFunction<? super K, ? extends V> table;
    private final @Nullable CachedRows<K, V> cache;
    private final boolean keepsAll;
    private final JoinFunction<? super I, ? super V, O> join;

    /**
     * @param key takes the key out of a record
     * @param table where it is looked up
     * @param cache what is remembered; null: nothing
     * @param keepsAll whether a record without rows is joined with null; otherwise it is dropped
     * @param join makes the results
     */
    public LookupRequests(
            KeySelector<? super I, ? extends @Nullable K> key,
            LookupFunction<? super K, ? extends V> table,
            @Nullable LookupCache cache,
            boolean keepsAll,
            JoinFunction<? super I, ? super V, O> join) {
        this.key = key;
        this.table = table;
        this.cache = cache == null ? null : new CachedRows<>(cache);
        this.keepsAll = keepsAll;
        this.join = join;
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        key.open(task);
        table.open(task);
        join.open(task);
    }

    @Override
    public void close() throws Exception {
        try (AutoCloseable first = key::close;
                AutoCloseable second = table::close) {
            join.close();
        }
    }

    @Override
    public @Nullable Collection<O> known(I record, long now) throws Exception {
        K wanted = key.key(record);
        if (wanted == null) {
            return joined(record, List.of());
        }
        List<V> rows = cache == null ? null : cache.rows(wanted, now);
        return rows == null ? null : joined(record, rows);
    }

    @Override
    public CompletionStage<? extends Collection<? extends V>> ask(I record) throws Exception {
        return table.lookup(key.key(record));
    }

    @Override
    public Collection<O> results(I record, Collection<? extends V> answer, long now) throws Exception {
        if (cache != null) {
            cache.keep(key.key(record), answer, now);
        }
        return joined(record, answer);
    }

    @Override
    public Collection<O> timedOut(I record, Duration timeout) throws Exception {
        return joined(record, table.timeout(key.key(record), timeout));
    }

    @SuppressWarnings("NullAway") // a left join's function expects null
    private Collection<O> joined(I record, Collection<? extends V> rows) throws Exception {
        if (rows.isEmpty()) {
            return keepsAll ? List.of(join.join(record, null)) : List.of();
        }
        List<O> results = new ArrayList<>(rows.size());
        for (V row : rows) {
            results.add(join.join(record, row));
        }
        return results;
    }
}
