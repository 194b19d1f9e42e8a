package dev.sluice.api.window;

import dev.sluice.api.function.TimerService;
import dev.sluice.api.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Fires at each multiple of an interval, of event time (and then at the window's end too) or of processing time. */
final class ContinuousTrigger<T> extends Trigger<T> {
    private final long interval;
    private final boolean eventTime;
    private final ValueState<Long> next = valueState("next", Long.class);

    ContinuousTrigger(long interval, boolean eventTime) {
        this.interval = interval;
        this.eventTime = eventTime;
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) {
        if (eventTime) {
            if (window.maxTimestamp() <= context.currentWatermark()) {
                return TriggerResult.FIRE;
            }
            context.timers().registerEventTimeTimer(window.maxTimestamp());
        }
        schedule(eventTime ? timestamp : context.currentProcessingTime(), window, context);
        return TriggerResult.CONTINUE;
    }

    private void schedule(long after, Window window, Context context) {
        if (next.value() != null || context.currentWatermark() == Long.MAX_VALUE) {
            return; // or all intervals up to the end of time would be gone through when the input ends
        }
        long time = Math.floorDiv(after, interval) * interval + interval;
        TimerService timers = context.timers();
        if (!eventTime) {
            timers.registerProcessingTimeTimer(time);
            next.update(time);
        } else if (time <= window.maxTimestamp()) {
            timers.registerEventTimeTimer(time);
            next.update(time);
        }
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return eventTime && (fires(time, window, context) || time == window.maxTimestamp())
                ? TriggerResult.FIRE
                : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        return !eventTime && fires(time, window, context) ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    private boolean fires(long time, Window window, Context context) {
        Long due = next.value();
        if (due == null || due != time) {
            return false;
        }
        next.clear();
        // Late by much, the clock is not made up for: one firing for all that was missed.
        schedule(eventTime ? time : Math.max(time, context.currentProcessingTime()), window, context);
        return true;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window merged, MergeContext context) {
        context.merge(next, Math::min);
        @Nullable Long due = next.value();
        if (due != null && eventTime) {
            context.timers().registerEventTimeTimer(due);
        } else if (due != null) {
            context.timers().registerProcessingTimeTimer(due);
        }
        if (eventTime && merged.maxTimestamp() > context.currentWatermark()) {
            context.timers().registerEventTimeTimer(merged.maxTimestamp());
        }
    }

    @Override
    public String toString() {
        return (eventTime ? "continuousEventTime(" : "continuousProcessingTime(") + interval + ")";
    }
}
