package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import java.util.function.UnaryOperator;
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
public final class PairsOfAll<K, A, B, R> extends KeyedCoProcessFunction<K, A, B, R> implements KeepsRecords {
    private final Pairing<A, B, R> pairs;
    private final ListState<Object> left;
    private final ListState<Object> right;

    /**
     * @param function makes the results
     * @param ttl how long a record is kept; null: for ever
     */
    public PairsOfAll(JoinFunction<? super A, ? super B, R> function, @Nullable StateTtl ttl) {
        pairs = new Pairing<>(function);
        left = ttl == null ? listState("left", Object.class) : listState("left", Object.class, ttl);
        right = ttl == null ? listState("right", Object.class) : listState("right", Object.class, ttl);
    }

    @Override
    public void copyWith(UnaryOperator<Object> copies) {
        pairs.copies(copies);
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        pairs.open(task);
    }

    @Override
    public void close() throws Exception {
        pairs.close();
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
