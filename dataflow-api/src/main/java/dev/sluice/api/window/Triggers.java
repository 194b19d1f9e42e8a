package dev.sluice.api.window;

import java.time.Duration;

/** Makes triggers. Each belongs to one window operator; make another for another one. */
public final class Triggers {
    private Triggers() {}

    /**
     * The default of windows of event time, to which early and late firings can be added:
     *
     * <pre>{@code
     * Triggers.<Order>endOfWindow()
     *         .early(Triggers.continuousProcessingTime(Duration.ofSeconds(10)))
     *         .late(Triggers.count(1))
     * }</pre>
     *
     * @param <T> the type of the records
     * @return a trigger that fires when the watermark passes the window's end
     */
    public static <T> EndOfWindowTrigger<T> endOfWindow() {
        return new EndOfWindowTrigger<>(null, null);
    }

    /**
     * @param <T> the type of the records
     * @return a trigger that fires when the wall clock passes the window's end
     */
    public static <T> Trigger<T> processingTime() {
        return new ProcessingTimeTrigger<>();
    }

    /**
     * @param records at least 1
     * @param <T> the type of the records
     * @return a trigger that fires each time that so many records have come into a window
     */
    public static <T> Trigger<T> count(long records) {
        if (records < 1) {
            throw new IllegalArgumentException("a trigger needs a count of at least 1, but it is " + records);
        }
        return new CountTrigger<>(records);
    }

    /**
     * @param interval at least a millisecond
     * @param <T> the type of the records
     * @return a trigger that fires at each multiple of the interval that the watermark passes, and at the window's end
     */
    public static <T> Trigger<T> continuousEventTime(Duration interval) {
        return new ContinuousTrigger<>(Windows.positive("trigger's interval", interval), true);
    }

    /**
     * @param interval at least a millisecond
     * @param <T> the type of the records
     * @return a trigger that fires at each multiple of the interval that the wall clock passes; not at the window's end
     */
    public static <T> Trigger<T> continuousProcessingTime(Duration interval) {
        return new ContinuousTrigger<>(Windows.positive("trigger's interval", interval), false);
    }

    /**
     * @param threshold what the distance must exceed
     * @param function the distance of two records
     * @param <T> the type of the records
     * @return a trigger that fires for a record that is far enough from the one that fired before, or from the first
     */
    public static <T> Trigger<T> delta(double threshold, DeltaFunction<? super T> function) {
        return new DeltaTrigger<>(threshold, function);
    }

    /**
     * @param trigger decides when
     * @param <T> the type of the records
     * @return a trigger that fires when the other one does, and forgets what was emitted
     */
    public static <T> Trigger<T> purging(Trigger<T> trigger) {
        return new PurgingTrigger<>(trigger);
    }
}
