package dev.sluice.api.window;

import dev.sluice.api.state.ValueState;

/** Fires when a record is far enough from the one that fired before. */
final class DeltaTrigger<T> extends Trigger<T> {
    private final double threshold;
    private final DeltaFunction<? super T> function;
    private final ValueState<Object> last = valueState("last", Object.class);

    DeltaTrigger(double threshold, DeltaFunction<? super T> function) {
        this.threshold = threshold;
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // only such records are put there
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) throws Exception {
        T before = (T) last.value();
        if (before == null) {
            last.update(record);
            return TriggerResult.CONTINUE;
        }
        if (function.delta(before, record) <= threshold) {
            return TriggerResult.CONTINUE;
        }
        last.update(record);
        return TriggerResult.FIRE;
    }

    @Override
    public String toString() {
        return "delta(" + threshold + ")";
    }
}
