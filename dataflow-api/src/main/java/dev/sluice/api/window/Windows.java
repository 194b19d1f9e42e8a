package dev.sluice.api.window;

import java.time.Duration;

/** Makes windows, of event time where they know time. */
public final class Windows {
    private Windows() {}

    /**
     * @param size how long each window is, at least a millisecond
     * @return windows aligned to the epoch that follow each other without a gap
     */
    public static WindowAssigner tumbling(Duration size) {
        return tumbling(size, Duration.ZERO);
    }

    /**
     * @param size how long each window is, at least a millisecond
     * @param offset moves the windows, for example to begin days at a local midnight
     * @return windows that follow each other without a gap
     */
    public static WindowAssigner tumbling(Duration size, Duration offset) {
        long millis = positive("window's size", size);
        return new WindowAssigner.Tumbling(millis, Math.floorMod(offset.toMillis(), millis));
    }

    /**
     * @param size how long each window is, at least a millisecond
     * @param slide the distance between the beginnings of two windows, at least a millisecond
     * @return overlapping windows aligned to the epoch (with gaps between them if the slide exceeds the size)
     */
    public static WindowAssigner sliding(Duration size, Duration slide) {
        return sliding(size, slide, Duration.ZERO);
    }

    /**
     * @param size how long each window is, at least a millisecond
     * @param slide the distance between the beginnings of two windows, at least a millisecond
     * @param offset moves the windows
     * @return overlapping windows (with gaps between them if the slide exceeds the size)
     */
    public static WindowAssigner sliding(Duration size, Duration slide, Duration offset) {
        long slideMillis = positive("window's slide", slide);
        return new WindowAssigner.Sliding(
                positive("window's size", size), slideMillis, Math.floorMod(offset.toMillis(), slideMillis));
    }

    /**
     * @param gap the silence that ends a session, at least a millisecond
     * @return windows of activity, different for each key; a record merges the sessions it bridges
     */
    public static WindowAssigner session(Duration gap) {
        return new WindowAssigner.Session(positive("window's gap", gap));
    }

    /**
     * @param gap the silence behind a record that ends its session
     * @param <T> the type of the records
     * @return windows of activity whose gap depends on the record
     */
    public static <T> WindowAssigner session(SessionGap<T> gap) {
        return new WindowAssigner.DynamicSession(gap);
    }

    /**
     * @param size how long the longest window is, a multiple of the step
     * @param step by how much each window is longer than the one before, at least a millisecond
     * @return windows that begin together and grow step by step: results of the day so far, for each hour
     */
    public static WindowAssigner cumulative(Duration size, Duration step) {
        return cumulative(size, step, Duration.ZERO);
    }

    /**
     * @param size how long the longest window is, a multiple of the step
     * @param step by how much each window is longer than the one before, at least a millisecond
     * @param offset moves the windows, for example to begin days at a local midnight
     * @return windows that begin together and grow step by step
     */
    public static WindowAssigner cumulative(Duration size, Duration step, Duration offset) {
        long sizeMillis = positive("window's size", size);
        long stepMillis = positive("window's step", step);
        if (sizeMillis % stepMillis != 0) {
            throw new IllegalArgumentException(
                    "the size of cumulative windows must be a multiple of their step, but they are " + size + " and "
                            + step);
        }
        return new WindowAssigner.Cumulative(sizeMillis, stepMillis, Math.floorMod(offset.toMillis(), sizeMillis));
    }

    /**
     * @return one window for everything; it never fires by itself, so give it a trigger. What it emits carries the time
     *     of the record or timer that made it fire
     */
    public static WindowAssigner global() {
        return new WindowAssigner.Global();
    }

    /**
     * @param records how many make a window, at least 1
     * @return windows of so many records of a key, one after the other; an incomplete one never fires
     */
    public static WindowAssigner count(int records) {
        return count(records, records);
    }

    /**
     * @param records how many a window has at most, at least 1
     * @param slide after how many records of a key it fires, at least 1
     * @return windows of the last so many records of a key
     */
    public static WindowAssigner count(int records, int slide) {
        if (records < 1 || slide < 1) {
            throw new IllegalArgumentException(
                    "windows need a count and a slide of at least one record, but have " + records + " and " + slide);
        }
        return new WindowAssigner.Count(records, slide);
    }

    static long positive(String what, Duration duration) {
        long millis = duration.toMillis();
        if (millis <= 0) {
            throw new IllegalArgumentException("a " + what + " must be at least one millisecond, but is " + duration);
        }
        return millis;
    }
}
