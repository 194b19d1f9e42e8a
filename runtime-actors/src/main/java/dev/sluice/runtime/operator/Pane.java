package dev.sluice.runtime.operator;

import dev.sluice.api.window.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One window of one key: what it holds, the state of its trigger and of its function, and its timers. Written by the
 * serializer, so it has plain fields only.
 */
public final class Pane {
    private static final long[] NONE = {};
    private static final @Nullable Object[] NO_SLOTS = {};

    Window window;

    @Nullable
    Object contents;

    @Nullable
    Object[] slots;

    /** When its event-time timers come, in no order. Such an array is replaced, never changed. */
    long[] eventTimers = NONE;

    /** When its processing-time timers come, in no order. */
    long[] clockTimers = NONE;

    Pane(Window window, int slots) {
        this.window = window;
        this.slots = slots == 0 ? NO_SLOTS : new Object[slots];
    }

    boolean is(long from, long to) {
        return window.start() == from && window.end() == to;
    }

    /** Whether a window overlaps or touches it. */
    boolean touches(long from, long to) {
        return window.start() <= to && from <= window.end();
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
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                long[] fewer = times.length == 1 ? NONE : Arrays.copyOf(times, times.length - 1);
                System.arraycopy(times, i + 1, fewer, i, fewer.length - i);
                return fewer;
            }
        }
        return times;
    }
}
