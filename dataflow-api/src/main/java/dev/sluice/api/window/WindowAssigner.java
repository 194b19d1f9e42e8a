package dev.sluice.api.window;

/** Which windows a record belongs to. All times are milliseconds, of event time unless it says otherwise. */
public sealed interface WindowAssigner {

    /**
     * Fixed windows that follow each other without a gap.
     *
     * @param size how long each is
     * @param offset where they begin, relative to the epoch, from 0 to size
     */
    record Tumbling(long size, long offset) implements WindowAssigner {}

    /**
     * Windows of a fixed size that begin at a fixed distance from each other.
     *
     * @param size how long each is
     * @param slide the distance between their beginnings
     * @param offset where they begin, relative to the epoch, from 0 to slide
     */
    record Sliding(long size, long slide, long offset) implements WindowAssigner {}

    /**
     * Windows of activity: records of a key nearer than the gap are in one.
     *
     * @param gap the silence that ends a session
     */
    record Session(long gap) implements WindowAssigner {}

    /**
     * Sessions whose gap depends on the record before it.
     *
     * @param gap how much silence ends a session
     */
    record DynamicSession(SessionGap<?> gap) implements WindowAssigner {
        /** The same in every JVM, which that of a function is not. */
        @Override
        public String toString() {
            return "DynamicSession[]";
        }
    }

    /**
     * Windows that begin together and end one after the other, until the last has the whole size.
     *
     * @param size how long the longest is, a multiple of the step
     * @param step by how much each is longer than the one before
     * @param offset where they begin, relative to the epoch, from 0 to size
     */
    record Cumulative(long size, long step, long offset) implements WindowAssigner {}

    /** One window for everything. It has no end, so it needs a trigger. */
    record Global() implements WindowAssigner {}

    /**
     * Windows of a fixed number of records of a key.
     *
     * @param size how many records, at least 1
     * @param slide after how many records the next window fires, at least 1; the size, if they do not overlap
     */
    record Count(int size, int slide) implements WindowAssigner {}

    /**
     * Windows of the wall clock: a record belongs to those of the moment in which it is processed.
     *
     * @param windows tumbling, sliding, cumulative or session ones
     */
    record ProcessingTime(WindowAssigner windows) implements WindowAssigner {
        /** @throws IllegalArgumentException if the windows know no time, or are of processing time already */
        public ProcessingTime {
            if (windows instanceof Global || windows instanceof Count || windows instanceof ProcessingTime) {
                throw new IllegalArgumentException(
                        windows + " knows no time, so it cannot be of processing time: leave inProcessingTime() out");
            }
        }
    }

    /**
     * The same windows by the wall clock of the machine instead of event time: results then depend on when records are
     * processed, and no event time is needed. A window fires when its end has come, with the timestamp {@code end - 1};
     * no record is late. When the input ends, what is open fires.
     *
     * @return the windows
     * @throws IllegalArgumentException if the windows know no time
     */
    default WindowAssigner inProcessingTime() {
        return new ProcessingTime(this);
    }

    /** @return whether a record's event time says to which windows it belongs, and the watermark when they are over */
    default boolean isOfEventTime() {
        return !(this instanceof ProcessingTime || this instanceof Global || this instanceof Count);
    }

    /** @return whether its windows merge: sessions do */
    default boolean merges() {
        return this instanceof Session
                || this instanceof DynamicSession
                || this instanceof ProcessingTime clocked && clocked.windows().merges();
    }
}
