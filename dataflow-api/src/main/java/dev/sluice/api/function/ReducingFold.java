package dev.sluice.api.function;

import dev.sluice.api.state.StateFold;
import org.jspecify.annotations.Nullable;

/** A reduction, as state sees it. */
record ReducingFold<V>(ReduceFunction<V> function) implements StateFold<V, V, V> {
    @Override
    public V add(@Nullable V kept, V value) throws Exception {
        return kept == null ? value : function.reduce(kept, value);
    }

    @Override
    public V result(V kept) {
        return kept;
    }

    @Override
    public @Nullable V copy(V kept) {
        return null;
    }
}
