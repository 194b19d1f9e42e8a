package dev.sluice.runtime.plan;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
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
 * @param cumulative whether windows begin together, a whole size apart, and grow by the slide up to the size
 */
public record Slicing(long slice, long size, long slide, long offset, boolean cumulative) {

    /**
     * @param window a window operator
     * @return whether slices serve it: its windows are the same for all keys and fire by themselves, once they are over
     */
    public static boolean serves(WindowSpec window) {
        WindowAssigner windows = window.windows() instanceof WindowAssigner.ProcessingTime clocked
                ? clocked.windows()
                : window.windows();
        boolean aligned = windows instanceof WindowAssigner.Tumbling
                || windows instanceof WindowAssigner.Sliding
                || windows instanceof WindowAssigner.Cumulative;
        return aligned && window.isPlain();
    }

    /**
     * @param windows tumbling, sliding or cumulative ones, of event time or of processing time
     * @return their slices
     */
    public static Slicing of(WindowAssigner windows) {
        if (windows instanceof WindowAssigner.ProcessingTime clocked) {
            return of(clocked.windows());
        }
        if (windows instanceof WindowAssigner.Sliding sliding) {
            return new Slicing(
                    gcd(sliding.size(), sliding.slide()), sliding.size(), sliding.slide(), sliding.offset(), false);
        }
        if (windows instanceof WindowAssigner.Cumulative growing) {
            return new Slicing(growing.step(), growing.size(), growing.step(), growing.offset(), true);
        }
        WindowAssigner.Tumbling tumbling = (WindowAssigner.Tumbling) windows;
        return new Slicing(tumbling.size(), tumbling.size(), tumbling.size(), tumbling.offset(), false);
    }

    /**
     * @param time a time
     * @return the start of the slice that it is in
     */
    public long sliceOf(long time) {
        return Math.floorDiv(time - offset, slice) * slice + offset;
    }

    /**
     * @param sliceStart a slice
     * @return the end of the first window that contains it; it may begin after the slice if there are gaps between
     *     windows
     */
    public long firstEnd(long sliceStart) {
        if (cumulative) {
            return sliceStart + slice;
        }
        // The first window that ends behind the slice: the smallest k with k * slide + size >= slice end.
        long k = Math.floorDiv(sliceStart + slice - size - offset + slide - 1, slide);
        return k * slide + offset + size;
    }

    /**
     * @param sliceStart a slice
     * @return the end of the last window that contains it; less than {@link #firstEnd} if none does
     */
    public long lastEnd(long sliceStart) {
        return cumulative
                ? startOf(sliceStart + slice) + size
                : Math.floorDiv(sliceStart - offset, slide) * slide + offset + size;
    }

    /**
     * @param end the end of a window
     * @return its start
     */
    public long startOf(long end) {
        return cumulative ? Math.floorDiv(end - 1 - offset, size) * size + offset : end - size;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
