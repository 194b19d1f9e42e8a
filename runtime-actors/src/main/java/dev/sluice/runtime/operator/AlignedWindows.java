package dev.sluice.runtime.operator;

import dev.sluice.api.window.Window;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.runtime.plan.Slicing;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Windows over slices that are open, and how they fire: for all their keys at once, without timers by key. */
final class AlignedWindows {
    private final Slicing slicing;
    private final long lateness;
    private final SliceStore slices;
    private final WindowOutput output;
    private final KeyCursor scanned;
    private final Past past;
    private final TreeSet<Long> unfired = new TreeSet<>();
    private @Nullable Firing firing;

    /**
     * @param lateness how long a window lives on after it has fired
     * @param scanned is moved over the keys of a window that fires
     * @param past knows which have fired before a restore
     */
    AlignedWindows(
            Slicing slicing, long lateness, SliceStore slices, WindowOutput output, KeyCursor scanned, Past past) {
        this.slicing = slicing;
        this.lateness = lateness;
        this.slices = slices;
        this.output = output;
        this.scanned = scanned;
        this.past = past;
    }

    /** What was before a restore. */
    interface Past {
        /** Whether anything has fired for some keys that has not for others. */
        boolean isUneven();

        /** Whether the window with that end has fired for the keys of a group. */
        boolean hasFired(int group, long end);
    }

    /** A window that is being fired, perhaps with a pause for the receivers. */
    private record Firing(Window window, SliceStore.Firing keys) {}

    /** After a restore: the windows that have not fired follow from the slices and the time that was reached. */
    void recall(long reached) {
        slices.slices().forEach(slice -> enter(slice, reached));
    }

    /** A record has come into a slice: the windows that have it and have not fired will. */
    void enter(long slice, long reached) {
        for (long end = slicing.firstEnd(slice); end <= slicing.lastEnd(slice); end += slicing.slide()) {
            if (end - 1 > reached) {
                unfired.add(end);
            }
        }
    }

    /** The end of the earliest window that has not fired, or {@code Long.MAX_VALUE}. */
    long next() {
        return unfired.isEmpty() ? Long.MAX_VALUE : unfired.first();
    }

    /**
     * Fires the windows whose last millisecond is reached, in the order of their ends, and drops slices that no window
     * needs any more.
     *
     * @return false if the output is full: then it goes on with the next call
     */
    boolean fire(long time, Emitter out) throws Exception {
        while (firing != null || (!unfired.isEmpty() && unfired.first() - 1 <= time)) {
            Firing current = firing == null ? begin(unfired.first()) : firing;
            firing = current;
            boolean uneven = past.isUneven();
            while (!out.isFull() && current.keys.next(scanned)) {
                if (!uneven || !past.hasFired(scanned.group(), current.window.end())) {
                    output.emit(scanned.boxed(), current.window, current.keys.result(), out);
                }
            }
            if (out.isFull()) {
                return false;
            }
            current.keys.end();
            firing = null;
            unfired.pollFirst();
        }
        clean(time);
        return true;
    }

    private Firing begin(long end) throws Exception {
        Window window = new Window(slicing.startOf(end), end);
        boolean last = lateness == 0 && slicing.lastEnd(end - slicing.slide()) == end;
        return new Firing(window, slices.fire(window.start(), end, last, scanned));
    }

    private void clean(long time) {
        while (!slices.slices().isEmpty()) {
            long slice = slices.slices().first();
            if (slicing.lastEnd(slice) - 1 + lateness > time) {
                return;
            }
            slices.drop(slice);
        }
    }

    /** What is being done, if a function fails. */
    @Nullable
    String activity() {
        Firing current = firing;
        return current == null
                ? null
                : "key " + scanned.boxed() + " of the window from " + current.window.startInstant() + " to "
                        + current.window.endInstant();
    }
}
