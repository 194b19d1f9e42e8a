package dev.sluice.api.window;

import java.util.List;

/** Does what another trigger does, and forgets what was emitted. */
final class PurgingTrigger<T> extends Trigger<T> {
    private final Trigger<T> inner;

    PurgingTrigger(Trigger<T> inner) {
        this.inner = inner;
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) throws Exception {
        return inner.onElement(record, timestamp, window, context).purging();
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) throws Exception {
        return inner.onEventTime(time, window, context).purging();
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) throws Exception {
        return inner.onProcessingTime(time, window, context).purging();
    }

    @Override
    public boolean canMerge() {
        return inner.canMerge();
    }

    @Override
    public void onMerge(Window merged, MergeContext context) throws Exception {
        inner.onMerge(merged, context);
    }

    @Override
    public void clear(Window window, Context context) throws Exception {
        inner.clear(window, context);
    }

    @Override
    public List<Trigger<? super T>> children() {
        return List.of(inner);
    }

    @Override
    public String toString() {
        return "purging(" + inner + ")";
    }
}
