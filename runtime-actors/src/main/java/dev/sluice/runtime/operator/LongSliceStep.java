package dev.sluice.runtime.operator;

import dev.sluice.api.function.LongAggregateFunction;

/** Adds a record to its slice. Copied for each function. */
final class LongSliceStep extends LongStep {
    private final LongAggregateFunction<Object> function;

    LongSliceStep(LongAggregateFunction<Object> function) {
        this.function = function;
    }

    @Override
    public long apply(int i, long before) throws Exception {
        place = i;
        return function.addLong(in().value(i), before);
    }
}
