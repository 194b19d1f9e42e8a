package dev.sluice.api;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.join.PairsInTime;
import dev.sluice.api.join.ProcessJoinFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of records whose event times are near enough. A result carries the later of the two times. A record behind the
 * watermark is late. Records are kept until no partner can come any more.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 */
public final class IntervalJoin<K, A, B> {
    private final ConnectedStreams<K, A, B> streams;
    private final long lower;
    private final long upper;
    private final @Nullable OutputTag<A> lateLeft;
    private final @Nullable OutputTag<B> lateRight;

    private IntervalJoin(
            ConnectedStreams<K, A, B> streams,
            long lower,
            long upper,
            @Nullable OutputTag<A> lateLeft,
            @Nullable OutputTag<B> lateRight) {
        this.streams = streams;
        this.lower = lower;
        this.upper = upper;
        this.lateLeft = lateLeft;
        this.lateRight = lateRight;
    }

    static <K, A, B> IntervalJoin<K, A, B> of(ConnectedStreams<K, A, B> streams, long lower, long upper) {
        return checked(streams, lower, upper, null, null);
    }

    private static <K, A, B> IntervalJoin<K, A, B> checked(
            ConnectedStreams<K, A, B> streams,
            long lower,
            long upper,
            @Nullable OutputTag<A> lateLeft,
            @Nullable OutputTag<B> lateRight) {
        if (lower > upper) {
            throw new IllegalArgumentException("nothing is between " + lower + " ms and " + upper
                    + " ms (inclusive): the lower bound of a join must not be above the upper one");
        }
        return new IntervalJoin<>(streams, lower, upper, lateLeft, lateRight);
    }

    /** @return the join without the right records that are exactly at the lower bound */
    public IntervalJoin<K, A, B> lowerBoundExclusive() {
        return checked(streams, lower + 1, upper, lateLeft, lateRight);
    }

    /** @return the join without the right records that are exactly at the upper bound */
    public IntervalJoin<K, A, B> upperBoundExclusive() {
        return checked(streams, lower, upper - 1, lateLeft, lateRight);
    }

    /**
     * @param tag where left records go that are late; otherwise they are dropped and counted
     * @return the join with that side output; read it with {@link DataStream#sideOutput} of the result
     */
    public IntervalJoin<K, A, B> sideOutputLateLeft(OutputTag<A> tag) {
        return new IntervalJoin<>(streams, lower, upper, tag, lateRight);
    }

    /**
     * @param tag where right records go that are late; otherwise they are dropped and counted
     * @return the join with that side output; read it with {@link DataStream#sideOutput} of the result
     */
    public IntervalJoin<K, A, B> sideOutputLateRight(OutputTag<B> tag) {
        return new IntervalJoin<>(streams, lower, upper, lateLeft, tag);
    }

    /**
     * @param function makes the results of each pair
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> inner(JoinFunction<? super A, ? super B, R> function) {
        return process(new PairsInTime<A, B, R>(function));
    }

    /**
     * @param function makes any number of results of each pair
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> process(ProcessJoinFunction<? super A, ? super B, R> function) {
        return streams.then(new OperatorSpec.IntervalJoinSpec(lower, upper, function, lateLeft, lateRight));
    }
}
