package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.TaskInfo;
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
public final class UnboundedJoin<K, A, B, R> extends KeyedCoProcessFunction<K, A, B, Change<R>> {
    private final JoinType type;
    private final JoinFunction<? super A, ? super B, R> function;
    private final ListState<Object> left;
    private final ListState<Object> right;

    /**
     * @param type what becomes of records without a partner
     * @param function makes the rows
     * @param ttl how long a record is kept; null: for ever
     */
    public UnboundedJoin(JoinType type, JoinFunction<? super A, ? super B, R> function, @Nullable StateTtl ttl) {
        this.type = type;
        this.function = function;
        left = ttl == null ? listState("left", Object.class) : listState("left", Object.class, ttl);
        right = ttl == null ? listState("right", Object.class) : listState("right", Object.class, ttl);
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        function.open(task);
    }

    @Override
    public void close() throws Exception {
        function.close();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only such records are put there; outer joins give a null
    public void processFirst(A record, KeyedProcessFunction.Context<K> context, Collector<Change<R>> out)
            throws Exception {
        List<Object> partners = right.get();
        boolean first = type.keepsRight() && !partners.isEmpty() && left.get().isEmpty();
        for (Object partner : partners) {
            if (first) {
                out.collect(Change.delete(function.join(null, (B) partner)));
            }
            out.collect(Change.insert(function.join(record, (B) partner)));
        }
        if (partners.isEmpty() && type.keepsLeft()) {
            out.collect(Change.insert(function.join(record, null)));
        }
        left.add(record);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only such records are put there; outer joins give a null
    public void processSecond(B record, KeyedProcessFunction.Context<K> context, Collector<Change<R>> out)
            throws Exception {
        List<Object> partners = left.get();
        boolean first = type.keepsLeft() && !partners.isEmpty() && right.get().isEmpty();
        for (Object partner : partners) {
            if (first) {
                out.collect(Change.delete(function.join((A) partner, null)));
            }
            out.collect(Change.insert(function.join((A) partner, record)));
        }
        if (partners.isEmpty() && type.keepsRight()) {
            out.collect(Change.insert(function.join(null, record)));
        }
        right.add(record);
    }
}
