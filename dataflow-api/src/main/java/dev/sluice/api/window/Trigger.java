package dev.sluice.api.window;

import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.TimerService;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.ValueState;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Decides when a window emits its results. A trigger that is set on a window replaces the default one, so a custom
 * trigger that shall also fire at the window's end has to say so. Firing does not forget what the window holds.
 *
 * <p>State that it declares ({@link #valueState} and its like) and timers that it registers belong to one window of one
 * key, are part of snapshots, and are dropped with the window. After the watermark has passed the window's end and the
 * allowed lateness, the window is dropped whatever the trigger says.
 *
 * @param <T> the type of the records
 */
public abstract class Trigger<T> extends StatefulFunction {

    /** Declares nothing by itself. */
    protected Trigger() {}

    /**
     * A record comes into a window. If the window fires, the record is part of it.
     *
     * @param record the record; must not be changed
     * @param timestamp its event time in epoch milliseconds; the wall clock for windows of processing time
     * @param window the window
     * @param context its surroundings, valid during the call
     * @return what becomes of the window
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract TriggerResult onElement(T record, long timestamp, Window window, Context context) throws Exception;

    /**
     * An event-time timer of the window has come: one that was registered, by this trigger or one that it is part of,
     * or for windows of event time that which drops the window afterwards. So look at the time.
     *
     * @param time the time it was registered for, or that of the window's end and the allowed lateness
     * @param window the window
     * @param context its surroundings, valid during the call
     * @return what becomes of the window
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public TriggerResult onEventTime(long time, Window window, Context context) throws Exception {
        return TriggerResult.CONTINUE;
    }

    /**
     * A processing-time timer of the window has come: one that was registered, by this trigger or one that it is part
     * of, or for windows of processing time that which drops the window afterwards. So look at the time.
     *
     * @param time the time it was registered for, or that of the window's end
     * @param window the window
     * @param context its surroundings, valid during the call
     * @return what becomes of the window
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public TriggerResult onProcessingTime(long time, Window window, Context context) throws Exception {
        return TriggerResult.CONTINUE;
    }

    /** @return whether it can follow windows that merge, as sessions do; then {@link #onMerge} must be overridden */
    public boolean canMerge() {
        return false;
    }

    /**
     * Windows have become one, or one has grown. Timers of the old windows do not come any more, so register what is
     * still needed; the state of the new window is empty but for what is merged here.
     *
     * @param merged the new window
     * @param context its surroundings, valid during the call
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public void onMerge(Window merged, MergeContext context) throws Exception {
        throw new UnsupportedOperationException("this trigger cannot follow windows that merge");
    }

    /**
     * The window is dropped, or has become part of another ({@link #onMerge} comes first). State and timers go by
     * themselves; whatever else was kept can be let go. Not called for windows without an end.
     *
     * @param window the window
     * @param context its surroundings, valid during the call
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void clear(Window window, Context context) throws Exception {}

    /** The name of the class; a trigger with settings says them. */
    @Override
    public String toString() {
        return getClass().getName();
    }

    /** @return triggers that this one asks, so that their state is kept as well */
    public List<Trigger<? super T>> children() {
        return List.of();
    }

    /** What surrounds a trigger's window. */
    public interface Context {

        /** @return the operator's event time in epoch milliseconds; {@code Long.MIN_VALUE} at first */
        long currentWatermark();

        /** @return the wall clock in epoch milliseconds */
        long currentProcessingTime();

        /** @return the window's timers; those of other windows of the key are not touched */
        TimerService timers();
    }

    /** What surrounds a window that has come out of others. */
    public interface MergeContext extends Context {

        /**
         * Combines what the windows held before into the state of the new one.
         *
         * @param state a state of this trigger
         * @param how combines the values of two windows, the earlier one's first
         * @param <V> the type of the value
         */
        <V> void merge(ValueState<V> state, BinaryOperator<V> how);

        /**
         * Reduces what the windows held before to the state of the new one.
         *
         * @param state a state of this trigger
         * @param <V> the type of the value
         * @throws Exception what the state's function throws
         */
        <V> void merge(ReducingState<V> state) throws Exception;

        /**
         * Puts the lists of the windows behind each other, the earlier one's first.
         *
         * @param state a state of this trigger
         * @param <E> the type of the elements
         */
        <E> void merge(ListState<E> state);
    }
}
