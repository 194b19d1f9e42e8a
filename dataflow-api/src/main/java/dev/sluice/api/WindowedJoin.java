package dev.sluice.api;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.join.CoGroupFunction;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.join.PairsOfGroups;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.WindowAssigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two keyed streams cut into the same windows. Results carry the timestamp {@code end - 1} of their window.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 */
public final class WindowedJoin<K, A, B> {
    private final ConnectedStreams<K, A, B> streams;
    private final WindowAssigner windows;
    private final long lateness;
    private final @Nullable OutputTag<Object> lateTag;
    private final @Nullable Trigger<Object> trigger;

    WindowedJoin(ConnectedStreams<K, A, B> streams, WindowAssigner windows) {
        this(streams, windows, 0, null, null);
        if (windows instanceof WindowAssigner.Count) {
            throw new IllegalArgumentException(
                    "two streams cannot be joined by count windows: take windows of time, or the global one with a"
                            + " trigger");
        }
    }

    private WindowedJoin(
            ConnectedStreams<K, A, B> streams,
            WindowAssigner windows,
            long lateness,
            @Nullable OutputTag<Object> lateTag,
            @Nullable Trigger<Object> trigger) {
        this.streams = streams;
        this.windows = windows;
        this.lateness = lateness;
        this.lateTag = lateTag;
        this.trigger = trigger;
    }

    /**
     * @param allowed how long a window lives on after the watermark has passed its end
     * @return the join with that lateness
     * @throws IllegalArgumentException if it is negative, or the windows are not of event time
     */
    public WindowedJoin<K, A, B> allowedLateness(Duration allowed) {
        WindowedStream.checkLateness(allowed, windows);
        return new WindowedJoin<>(streams, windows, allowed.toMillis(), lateTag, trigger);
    }

    /**
     * @param tag where records of both sides go for which no window lives any more; otherwise they are dropped and
     *     counted
     * @return the join with that side output; read it with {@link DataStream#sideOutput} of the result
     */
    public WindowedJoin<K, A, B> sideOutputLateData(OutputTag<Object> tag) {
        return new WindowedJoin<>(streams, windows, lateness, tag, trigger);
    }

    /**
     * @param decides when a window fires, asked for records of both sides; see {@link WindowedStream#trigger}
     * @return the join with that trigger
     */
    public WindowedJoin<K, A, B> trigger(Trigger<Object> decides) {
        WindowedStream.checkTrigger(decides, windows);
        return new WindowedJoin<>(streams, windows, lateness, lateTag, decides);
    }

    /**
     * @param function makes the results of each pair of a window
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> inner(JoinFunction<? super A, ? super B, R> function) {
        return join(JoinType.INNER, function);
    }

    /**
     * @param function makes the results of each pair of a window, and of a left record whose window has no right one
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> left(JoinFunction<? super A, ? super B, R> function) {
        return join(JoinType.LEFT, function);
    }

    /**
     * @param function makes the results of each pair of a window, and of a right record whose window has no left one
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> right(JoinFunction<? super A, ? super B, R> function) {
        return join(JoinType.RIGHT, function);
    }

    /**
     * @param function makes the results of each pair of a window, and of records whose window has none of the other
     *     side
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> full(JoinFunction<? super A, ? super B, R> function) {
        return join(JoinType.FULL, function);
    }

    private <R> DataStream<R> join(JoinType type, JoinFunction<? super A, ? super B, R> function) {
        return coGroup(new PairsOfGroups<K, A, B, R>(type, function));
    }

    /**
     * @param function makes results of all that a window holds of both sides
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> coGroup(CoGroupFunction<? super K, A, B, R> function) {
        return streams.then(new OperatorSpec.WindowSpec(
                windows, new Fold.Sides(), new Finish.CoGroup(function), lateness, lateTag, trigger, null));
    }
}
