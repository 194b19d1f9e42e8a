package dev.sluice.api.function;

import dev.sluice.api.state.StateFold;
import org.jspecify.annotations.Nullable;

/** An aggregate, as state sees it. */
record AggregatingFold<I, A, R>(AggregateFunction<? super I, A, R> function) implements StateFold<I, A, R> {
    @Override
    public A add(@Nullable A kept, I value) throws Exception {
        return function.add(value, kept == null ? function.createAccumulator() : kept);
    }

    @Override
    public R result(A kept) {
        return function.result(kept);
    }

    @Override
    public @Nullable A copy(A kept) {
        return function.copy(kept);
    }
}
