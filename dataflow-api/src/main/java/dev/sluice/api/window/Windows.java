package dev.sluice.api.window;

import java.time.Duration;

/** Makes event-time windows. */
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
        long millis = positive("size", size);
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
        long slideMillis = positive("slide", slide);
        return new WindowAssigner.Sliding(
                positive("size", size), slideMillis, Math.floorMod(offset.toMillis(), slideMillis));
    }

    /**
     * @param gap the silence that ends a session, at least a millisecond
     * @return windows of activity, different for each key; a record merges the sessions it bridges
     */
    public static WindowAssigner session(Duration gap) {
        return new WindowAssigner.Session(positive("gap", gap));
    }

    private static long positive(String what, Duration duration) {
        long millis = duration.toMillis();
        if (millis <= 0) {
            throw new IllegalArgumentException(
                    "a window's " + what + " must be at least one millisecond, but is " + duration);
        }
        return millis;
    }
}
