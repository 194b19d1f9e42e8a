package dev.sluice.api.library;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.join.Change;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Replaces what came last. */
final class LastOfKey<K, T> extends KeyedProcessFunction<K, T, Change<T>> {
    private final ValueState<Object> last;

    LastOfKey(@Nullable StateTtl ttl) {
        last = ttl == null ? valueState("last", Object.class) : valueState("last", Object.class, ttl);
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public void process(T record, Context<K> context, Collector<Change<T>> out) {
        T before = (T) last.value();
        if (before != null) {
            out.collect(Change.delete(before));
        }
        last.update(record);
        out.collect(Change.insert(record));
    }
}
