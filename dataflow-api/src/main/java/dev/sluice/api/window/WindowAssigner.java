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
     * Windows of the wall clock: a record belongs to those of the moment in which it is processed.
     *
     * @param windows tumbling or sliding ones
     */
    record ProcessingTime(WindowAssigner windows) implements WindowAssigner {
        /** @throws IllegalArgumentException if the windows are not tumbling nor sliding ones */
        public ProcessingTime {
            if (!(windows instanceof Tumbling) && !(windows instanceof Sliding)) {
                throw new IllegalArgumentException("only tumbling and sliding windows can be of processing time, not "
                        + windows + ": use a process function with processing-time timers");
            }
        }
    }

    /**
     * The same windows by the wall clock of the machine instead of event time: results then depend on when records are
     * processed, and no event time is needed. A window fires when its end has come, with the timestamp {@code end - 1};
     * no record is late. When the input ends, what is open fires.
     *
     * @return the windows
     * @throws IllegalArgumentException if they are session windows
     */
    default WindowAssigner inProcessingTime() {
        return new ProcessingTime(this);
    }
}
