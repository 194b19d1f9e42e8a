package dev.sluice.api.window;

/** Fires when the wall clock passes the window's end. */
final class ProcessingTimeTrigger<T> extends Trigger<T> {

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) {
        context.timers().registerProcessingTimeTimer(window.maxTimestamp());
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window merged, MergeContext context) {
        context.timers().registerProcessingTimeTimer(merged.maxTimestamp());
    }

    @Override
    public String toString() {
        return "processingTime";
    }
}
