package dev.sluice.api;

import dev.sluice.api.join.Change;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.join.PairsOfAll;
import dev.sluice.api.join.UnboundedJoin;
import dev.sluice.api.join.VersionJoin;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.window.WindowAssigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two keyed streams that are to be joined. Which records belong together is said by a window, by a distance in time, by
 * the version that was valid, or not at all: then all records of a key do.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 */
public final class JoinedStreams<K, A, B> {
    private final ConnectedStreams<K, A, B> streams;

    JoinedStreams(ConnectedStreams<K, A, B> streams) {
        this.streams = streams;
    }

    /**
     * @param windows records of one window belong together
     * @return the join by window
     */
    public WindowedJoin<K, A, B> window(WindowAssigner windows) {
        return new WindowedJoin<>(streams, windows);
    }

    /**
     * Records whose event times are near enough belong together: from the left one's time plus the lower bound to its
     * time plus the upper bound, both inclusive.
     *
     * @param lower how much later than the left record the right one is at least; may be negative
     * @param upper how much later it is at most
     * @return the join by time
     * @throws IllegalArgumentException if the bounds are the wrong way round
     */
    public IntervalJoin<K, A, B> between(Duration lower, Duration upper) {
        return IntervalJoin.of(streams, lower.toMillis(), upper.toMillis());
    }

    /**
     * Each left record with the latest right one that is not later in event time, as if the right side were a table
     * that has changed over time. Emitted in event time, when no other version can come any more, with the left
     * record's timestamp. A left record without a version is dropped.
     *
     * @param function makes the results
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> asOf(JoinFunction<? super A, ? super B, R> function) {
        return streams.process(new VersionJoin<>(false, function));
    }

    /**
     * As {@link #asOf}, but a left record without a version is joined with null.
     *
     * @param function makes the results
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> asOfOrNull(JoinFunction<? super A, ? super B, R> function) {
        return streams.process(new VersionJoin<>(true, function));
    }

    /**
     * Each record with all records of the other side that have come before it. All are kept for ever; see
     * {@link #inner(JoinFunction, StateTtl)}.
     *
     * @param function makes the results
     * @param <R> the type of the results
     * @return the pairs
     */
    public <R> DataStream<R> inner(JoinFunction<? super A, ? super B, R> function) {
        return streams.process(new PairsOfAll<>(function, null));
    }

    /**
     * Each record with all records of the other side that have come before it and are still kept.
     *
     * @param function makes the results
     * @param ttl how long a record is kept
     * @param <R> the type of the results
     * @return the pairs
     */
    public <R> DataStream<R> inner(JoinFunction<? super A, ? super B, R> function, StateTtl ttl) {
        return streams.process(new PairsOfAll<>(function, ttl));
    }

    /**
     * The join as a table that changes: an outer join's row of a record without a partner is deleted when its first
     * partner comes. Records are only added on both sides; one whose time to live is over is forgotten, and its rows
     * stay. The time of a record that waited alone begins anew with its first partner.
     *
     * @param type which records without a partner make rows
     * @param function makes the rows; must make equal ones of equal records
     * @param ttl how long a record is kept; null: for ever
     * @param <R> the type of the rows
     * @return the changes
     */
    public <R> DataStream<Change<R>> changes(
            JoinType type, JoinFunction<? super A, ? super B, R> function, @Nullable StateTtl ttl) {
        return streams.process(new UnboundedJoin<>(type, function, ttl));
    }
}
