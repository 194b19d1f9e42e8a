package dev.sluice.runtime.operator;

import dev.sluice.api.function.LongAggregateFunction;

/** Adds what a sender has added up to its slice. Copied for each function. */
final class PartialSliceStep extends LongStep {
    private final LongAggregateFunction<Object> function;

    PartialSliceStep(LongAggregateFunction<Object> function) {
        this.function = function;
    }

    @Override
    public long apply(int i, long before) {
        place = i;
        return function.mergeLong(before, in().partials[i]);
    }
}
