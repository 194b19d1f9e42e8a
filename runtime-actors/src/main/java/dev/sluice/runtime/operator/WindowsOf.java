package dev.sluice.runtime.operator;

import dev.sluice.api.window.SessionGap;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.runtime.plan.Slicing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells the windows of a record, one after the other where there are several. */
final class WindowsOf {
    private final @Nullable Slicing slicing;
    private final @Nullable SessionGap<Object> gap;
    private long[] bounds = new long[2];
    private int count;

    private WindowsOf(@Nullable Slicing slicing, @Nullable SessionGap<Object> gap) {
        this.slicing = slicing;
        this.gap = gap;
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    static WindowsOf of(WindowAssigner windows) {
        if (windows instanceof WindowAssigner.ProcessingTime clocked) {
            return of(clocked.windows());
        }
        if (windows instanceof WindowAssigner.Session session) {
            return new WindowsOf(null, record -> session.gap());
        }
        if (windows instanceof WindowAssigner.DynamicSession session) {
            return new WindowsOf(null, (SessionGap<Object>) session.gap());
        }
        boolean timeless = windows instanceof WindowAssigner.Global || windows instanceof WindowAssigner.Count;
        return new WindowsOf(timeless ? null : Slicing.of(windows), null);
    }

    /** Finds a record's windows and returns how many there are: {@link #start} and {@link #end} tell them. */
    int find(Object record, long time) throws Exception {
        count = 0;
        if (slicing != null) {
            long slice = slicing.sliceOf(time);
            for (long end = slicing.firstEnd(slice); end <= slicing.lastEnd(slice); end += slicing.slide()) {
                add(slicing.startOf(end), end);
            }
        } else if (gap != null) {
            long silence = gap.gap(record);
            if (silence <= 0) {
                throw new IllegalArgumentException("the gap behind a record must be positive, but is " + silence);
            }
            long end = time + silence;
            add(time, end < time ? Long.MAX_VALUE : end); // a session at the end of time has none
        } else {
            add(Window.GLOBAL.start(), Window.GLOBAL.end());
        }
        return count;
    }

    private void add(long start, long end) {
        if (bounds.length < 2 * count + 2) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    long start(int i) {
        return bounds[2 * i];
    }

    long end(int i) {
        return bounds[2 * i + 1];
    }
}
