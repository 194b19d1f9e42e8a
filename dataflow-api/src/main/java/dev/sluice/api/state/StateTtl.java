package dev.sluice.api.state;

import java.time.Duration;

/**
 * How long state lives without being touched. A value, each element of a list and each entry of a map has a time of its
 * own. With a time to live of {@code d} what was written at {@code t} is there at {@code t + d - 1} and has expired at
 * {@code t + d}, in milliseconds.
 *
 * <p>What has expired is dropped when it is read, some entries at a time while records are processed, and is never
 * written to a snapshot.
 *
 * <p>In event time, state is written at the timestamp of the record or timer that writes it, or at the operator's
 * watermark if that is later, and expires when the watermark reaches its end; while an event-time timer fires, time is
 * that of the timer. So where records are neither late nor out of order, the result does not depend on how far the
 * watermark follows behind them.
 *
 * @param timeToLive at least a millisecond
 * @param update what begins the time to live anew
 * @param visibility what is seen of what has expired but is still there
 * @param time the clock
 */
public record StateTtl(Duration timeToLive, Update update, Visibility visibility, Time time) {

    /** What begins the time to live anew. */
    public enum Update {
        /** Each write. */
        ON_CREATE_AND_WRITE,
        /** Each write and each read. */
        ON_READ_AND_WRITE
    }

    /** What is seen of what has expired but is still there. */
    public enum Visibility {
        /** Nothing. */
        NEVER_RETURN_EXPIRED,
        /** It is returned, once more at most: reading it drops it. When the rest is dropped is open. */
        RETURN_EXPIRED_IF_NOT_CLEANED_UP
    }

    /** By which clock state expires. */
    public enum Time {
        /** The wall clock. */
        PROCESSING_TIME,
        /** The operator's watermark. */
        EVENT_TIME
    }

    /** Refuses what is not positive. */
    public StateTtl {
        if (timeToLive.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "a time to live of " + timeToLive + " is too short: give it at least a millisecond");
        }
    }

    /**
     * @param timeToLive at least a millisecond
     * @return a time to live of processing time that each write begins anew, and after which nothing is seen
     */
    public static StateTtl of(Duration timeToLive) {
        return new StateTtl(
                timeToLive, Update.ON_CREATE_AND_WRITE, Visibility.NEVER_RETURN_EXPIRED, Time.PROCESSING_TIME);
    }

    /** @return the same, begun anew by each write, and by each read as well */
    public StateTtl onReadAndWrite() {
        return new StateTtl(timeToLive, Update.ON_READ_AND_WRITE, visibility, time);
    }

    /** @return the same, begun anew by each write only */
    public StateTtl onCreateAndWrite() {
        return new StateTtl(timeToLive, Update.ON_CREATE_AND_WRITE, visibility, time);
    }

    /** @return the same, where what has expired is returned until it is dropped */
    public StateTtl returnExpiredIfNotCleanedUp() {
        return new StateTtl(timeToLive, update, Visibility.RETURN_EXPIRED_IF_NOT_CLEANED_UP, time);
    }

    /** @return the same, where what has expired is never returned */
    public StateTtl neverReturnExpired() {
        return new StateTtl(timeToLive, update, Visibility.NEVER_RETURN_EXPIRED, time);
    }

    /** @return the same by the operator's watermark; the records need event time */
    public StateTtl inEventTime() {
        return new StateTtl(timeToLive, update, visibility, Time.EVENT_TIME);
    }

    /** @return the same by the wall clock */
    public StateTtl inProcessingTime() {
        return new StateTtl(timeToLive, update, visibility, Time.PROCESSING_TIME);
    }
}
