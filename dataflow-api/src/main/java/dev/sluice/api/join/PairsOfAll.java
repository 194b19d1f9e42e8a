package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record with all records of the other side that have come so far, and emits pairs only: they are never
 * taken back, so there is no change to speak of.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
public final class PairsOfAll<K, A, B, R> extends KeyedJoin<K, A, B, R, R> {
    private final ListState<Object> left;
    private final ListState<Object> right;

    /**
     * @param function makes the results
     * @param ttl how long a record is kept; null: for ever
     */
    public PairsOfAll(JoinFunction<? super A, ? super B, R> function, @Nullable StateTtl ttl) {
        super(function);
        left = records("left", ttl);
        right = records("right", ttl);
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public void processFirst(A record, KeyedProcessFunction.Context<K> context, Collector<R> out) throws Exception {
        for (Object partner : right.get()) {
            out.collect(pairs.of(record, (B) partner));
        }
        left.add(record);
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public void processSecond(B record, KeyedProcessFunction.Context<K> context, Collector<R> out) throws Exception {
        for (Object partner : left.get()) {
            out.collect(pairs.of((A) partner, record));
        }
        right.add(record);
    }
}
