package dev.sluice.api.library;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Passes on what comes while its key is not remembered. */
final class FirstOfKey<K, T> extends KeyedProcessFunction<K, T, T> {
    private final ValueState<Boolean> seen;

    FirstOfKey(@Nullable StateTtl ttl) {
        seen = ttl == null ? valueState("seen", Boolean.class) : valueState("seen", Boolean.class, ttl);
    }

    @Override
    public void process(T record, Context<K> context, Collector<T> out) {
        if (seen.value() == null) {
            seen.update(true);
            out.collect(record);
        }
    }
}
