package dev.sluice.api.window;

/** Which windows a timestamp belongs to. All times are milliseconds of event time. */
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
}
