package dev.sluice.runtime.operator;

import dev.sluice.api.window.WindowAssigner;

/**
 * Cuts event time into slices such that each aligned window is a whole number of them (Li et al., "No Pane, No Gain",
 * 2005; Traub et al., "Scotty", 2018): a record is folded once, however many windows overlap. All times are epoch
 * milliseconds.
 *
 * @param slice the length of a slice
 * @param size the length of a window
 * @param slide the distance between the beginnings of two windows
 * @param offset where windows begin, relative to the epoch
 */
record Slicing(long slice, long size, long slide, long offset) {

    static Slicing of(WindowAssigner.Tumbling windows) {
        return new Slicing(windows.size(), windows.size(), windows.size(), windows.offset());
    }

    static Slicing of(WindowAssigner.Sliding windows) {
        return new Slicing(gcd(windows.size(), windows.slide()), windows.size(), windows.slide(), windows.offset());
    }

    /** The start of the slice that a time is in. */
    long sliceOf(long time) {
        return Math.floorDiv(time - offset, slice) * slice + offset;
    }

    /**
     * The end of the first window that contains a slice; it may begin after the slice if there are gaps between
     * windows.
     */
    long firstEnd(long sliceStart) {
        // The first window that ends behind the slice: the smallest k with k * slide + size >= slice end.
        long k = Math.floorDiv(sliceStart + slice - size - offset + slide - 1, slide);
        return k * slide + offset + size;
    }

    /** The end of the last window that contains a slice; less than {@link #firstEnd} if none does. */
    long lastEnd(long sliceStart) {
        return Math.floorDiv(sliceStart - offset, slide) * slide + offset + size;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
