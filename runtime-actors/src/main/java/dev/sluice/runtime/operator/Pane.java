package dev.sluice.runtime.operator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One window of one key: what it holds, the state of its trigger and of its function, and its timers. The windows of a
 * key are a list in order of time. Written by the serializer, so it has plain fields only.
 */
public final class Pane {
    private static final long[] NONE = {};

    long start;
    long end;

    @Nullable
    Object contents;

    @Nullable
    Object[] slots;

    /** When its event-time timers come, in no order. */
    long[] eventTimers = NONE;

    /** When its processing-time timers come, in no order. */
    long[] clockTimers = NONE;

    @Nullable
    Pane next;

    Pane(long start, long end, int slots) {
        this.start = start;
        this.end = end;
        this.slots = new Object[slots];
    }

    boolean is(long from, long to) {
        return start == from && end == to;
    }

    /** Whether a window overlaps or touches it. */
    boolean touches(long from, long to) {
        return start <= to && from <= end;
    }

    /** Nothing in it would be missed. */
    boolean isEmpty() {
        if (contents != null || eventTimers.length > 0 || clockTimers.length > 0) {
            return false;
        }
        for (Object slot : slots) {
            if (slot != null) {
                return false;
            }
        }
        return true;
    }

    static boolean has(long[] times, long time) {
        for (long known : times) {
            if (known == time) {
                return true;
            }
        }
        return false;
    }

    static long[] with(long[] times, long time) {
        long[] more = Arrays.copyOf(times, times.length + 1);
        more[times.length] = time;
        return more;
    }

    static long[] without(long[] times, long time) {
        return times.length == 1
                ? NONE
                : Arrays.stream(times).filter(known -> known != time).toArray();
    }
}
