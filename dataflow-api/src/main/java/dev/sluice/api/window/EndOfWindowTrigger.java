package dev.sluice.api.window;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fires when the watermark passes the window's end, and for each late but allowed record afterwards, as windows of
 * event time do by default. Another trigger can be asked before the end (early results), and another one after it,
 * instead of firing for each late record.
 *
 * @param <T> the type of the records
 */
public final class EndOfWindowTrigger<T> extends Trigger<T> {
    private final @Nullable Trigger<? super T> early;
    private final @Nullable Trigger<? super T> late;

    EndOfWindowTrigger(@Nullable Trigger<? super T> early, @Nullable Trigger<? super T> late) {
        this.early = early;
        this.late = late;
    }

    /**
     * @param trigger asked until the watermark passes the window's end
     * @return this with early firings
     */
    public EndOfWindowTrigger<T> early(Trigger<? super T> trigger) {
        return new EndOfWindowTrigger<>(trigger, late);
    }

    /**
     * @param trigger asked from then on, as long as the allowed lateness lets the window live
     * @return this with late firings
     */
    public EndOfWindowTrigger<T> late(Trigger<? super T> trigger) {
        return new EndOfWindowTrigger<>(early, trigger);
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) throws Exception {
        if (window.maxTimestamp() <= context.currentWatermark()) {
            return late == null ? TriggerResult.FIRE : late.onElement(record, timestamp, window, context);
        }
        context.timers().registerEventTimeTimer(window.maxTimestamp());
        return early == null ? TriggerResult.CONTINUE : early.onElement(record, timestamp, window, context);
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) throws Exception {
        // By the timer's time, not the watermark's, which may have gone past several timers at once.
        if (time == window.maxTimestamp()) {
            return TriggerResult.FIRE;
        }
        Trigger<? super T> other = time < window.maxTimestamp() ? early : late;
        return other == null ? TriggerResult.CONTINUE : other.onEventTime(time, window, context);
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) throws Exception {
        Trigger<? super T> other = window.maxTimestamp() > context.currentWatermark() ? early : late;
        return other == null ? TriggerResult.CONTINUE : other.onProcessingTime(time, window, context);
    }

    @Override
    public boolean canMerge() {
        return children().stream().allMatch(Trigger::canMerge);
    }

    @Override
    public void onMerge(Window merged, MergeContext context) throws Exception {
        if (merged.maxTimestamp() > context.currentWatermark()) {
            context.timers().registerEventTimeTimer(merged.maxTimestamp());
        }
        for (Trigger<? super T> child : children()) {
            child.onMerge(merged, context);
        }
    }

    @Override
    public void clear(Window window, Context context) throws Exception {
        for (Trigger<? super T> child : children()) {
            child.clear(window, context);
        }
    }

    @Override
    public List<Trigger<? super T>> children() {
        return Stream.<@Nullable Trigger<? super T>>of(early, late)
                .<Trigger<? super T>>mapMulti((trigger, out) -> {
                    if (trigger != null) {
                        out.accept(trigger);
                    }
                })
                .toList();
    }

    @Override
    public String toString() {
        return "endOfWindow(early " + early + ", late " + late + ")";
    }
}
