package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record with all records of the other side that have come so far. Both sides are kept, for ever or for a
 * time to live. A record without a partner that an outer join has emitted is taken back when its first partner comes.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the rows
 */
public final class UnboundedJoin<K, A, B, R> extends KeyedJoin<K, A, B, R, Change<R>> {
    private final JoinType type;
    private final ListState<Object> left;
    private final ListState<Object> right;

    // Those whose row without a partner stands. Which these are cannot be told by whether the other side is empty: it
    // may be so because what was there has expired.
    private final ListState<Object> leftAlone;
    private final ListState<Object> rightAlone;

    /**
     * @param type what becomes of records without a partner
     * @param function makes the rows
     * @param ttl how long a record is kept; null: for ever
     */
    public UnboundedJoin(JoinType type, JoinFunction<? super A, ? super B, R> function, @Nullable StateTtl ttl) {
        super(function);
        this.type = type;
        left = records("left", ttl);
        right = records("right", ttl);
        leftAlone = records("left-alone", ttl);
        rightAlone = records("right-alone", ttl);
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public void processFirst(A record, KeyedProcessFunction.Context<K> context, Collector<Change<R>> out)
            throws Exception {
        List<Object> partners = right.get();
        List<Object> waiting = type.keepsRight() ? rightAlone.get() : List.of();
        boolean alone = type.keepsLeft() && partners.isEmpty() && waiting.isEmpty();
        for (Object partner : partners) {
            out.collect(Change.insert(pairs.of(record, (B) partner)));
        }
        for (Object partner : waiting) {
            out.collect(Change.delete(pairs.of(null, (B) partner)));
            out.collect(Change.insert(pairs.of(record, (B) partner)));
            right.add(partner);
        }
        if (!waiting.isEmpty()) {
            rightAlone.clear();
        }
        if (alone) {
            out.collect(Change.insert(pairs.of(record, null)));
        }
        (alone ? leftAlone : left).add(record);
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public void processSecond(B record, KeyedProcessFunction.Context<K> context, Collector<Change<R>> out)
            throws Exception {
        List<Object> partners = left.get();
        List<Object> waiting = type.keepsLeft() ? leftAlone.get() : List.of();
        boolean alone = type.keepsRight() && partners.isEmpty() && waiting.isEmpty();
        for (Object partner : partners) {
            out.collect(Change.insert(pairs.of((A) partner, record)));
        }
        for (Object partner : waiting) {
            out.collect(Change.delete(pairs.of((A) partner, null)));
            out.collect(Change.insert(pairs.of((A) partner, record)));
            left.add(partner);
        }
        if (!waiting.isEmpty()) {
            leftAlone.clear();
        }
        if (alone) {
            out.collect(Change.insert(pairs.of(null, record)));
        }
        (alone ? rightAlone : right).add(record);
    }
}
