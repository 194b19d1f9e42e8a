package dev.sluice.api.window;

import dev.sluice.api.state.ValueState;

/** Fires each time that so many records have come. */
final class CountTrigger<T> extends Trigger<T> {
    private final long count;
    private final ValueState<Long> seen = valueState("count", Long.class);

    CountTrigger(long count) {
        this.count = count;
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) {
        Long before = seen.value();
        long now = before == null ? 1 : before + 1;
        if (now < count) {
            seen.update(now);
            return TriggerResult.CONTINUE;
        }
        seen.clear();
        return TriggerResult.FIRE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window merged, MergeContext context) {
        context.merge(seen, Long::sum);
    }

    @Override
    public String toString() {
        return "count(" + count + ")";
    }
}
