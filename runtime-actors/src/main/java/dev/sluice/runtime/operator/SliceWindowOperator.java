package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.runtime.data.Batch;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling and sliding windows over slices. A window fires for all its keys at once, when the watermark reaches its
 * last millisecond; there are no timers by key. A record that is late but allowed fires its windows again for its key.
 */
final class SliceWindowOperator extends KeyedOperator {
    private final Slicing slicing;
    private final long lateness;
    private final Folder folder;
    private final SliceStore slices;
    private final WindowOutput output;
    private final LateRecords late;
    private final KeyCursor scanned;
    private final TreeSet<Long> unfired = new TreeSet<>();
    private boolean unfiredKnown;
    private boolean entered;
    private long slice;
    private long firstEnd;
    private long lastEnd;
    private @Nullable Firing firing;

    SliceWindowOperator(
            WindowSpec spec,
            Slicing slicing,
            Folder folder,
            SliceStores factory,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.slicing = slicing;
        this.folder = folder;
        lateness = spec.lateness();
        slices = factory.open(store);
        output = new WindowOutput(spec.finish(), spec.fold());
        late = LateRecords.of(spec.lateTag(), context);
        scanned = new KeyCursor(kind, context.maxParallelism());
    }

    /** A window that is being fired, perhaps with a pause for the receivers. */
    private record Firing(Window window, SliceStore.Firing keys) {}

    /** Makes the store that suits the fold. */
    interface SliceStores {
        SliceStore open(KeyedStateStore store);
    }

    @Override
    public void open() throws Exception {
        folder.open(context.task());
        output.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        recallUnfired();
        while (in.hasNext() && !out.isFull()) {
            int i = in.next();
            long time = LateRecords.timestamp(in.timestamps[i]);
            if (time < slice || time >= slice + slicing.slice() || !entered) {
                enter(slicing.sliceOf(time));
            }
            if (lastEnd < firstEnd) {
                in.next(i + 1); // between two windows: no window's, and not late for one either
            } else if (isOver(lastEnd)) {
                late.accept(in.value(i), time, out);
                in.next(i + 1);
            } else if (firstEnd - 1 <= watermark()) {
                slices.add(slice, in, i, i + 1, out);
                in.next(i); // until its windows have fired again
                pointAt(in, i);
                fireAgain(out);
                in.next(i + 1);
            } else {
                slices.add(slice, in, i, endOfRun(in, i + 1), out);
            }
        }
    }

    /** Neighbours in a stream are mostly of one slice: the place behind the last of them. */
    private int endOfRun(Batch in, int from) {
        long end = slice + slicing.slice();
        int i = from;
        while (i < in.size() && in.timestamps[i] >= slice && in.timestamps[i] < end) {
            i++;
        }
        return i;
    }

    /** A slice other than that of the record before: its windows may be new. */
    private void enter(long start) {
        entered = true;
        slice = start;
        firstEnd = slicing.firstEnd(start);
        lastEnd = slicing.lastEnd(start);
        remember(start);
    }

    private void remember(long slice) {
        for (long end = slicing.firstEnd(slice); end <= slicing.lastEnd(slice); end += slicing.slide()) {
            if (end - 1 > watermark()) {
                unfired.add(end);
            }
        }
    }

    /** After a restore: the windows that have not fired follow from the slices and the watermark. */
    private void recallUnfired() {
        if (!unfiredKnown) {
            unfiredKnown = true;
            slices.slices().forEach(this::remember);
        }
    }

    private boolean isOver(long end) {
        return end - 1 + lateness <= watermark();
    }

    /** The windows of the current slice that have fired but live on fire again for the current key. */
    private void fireAgain(Emitter out) throws Exception {
        for (long end = firstEnd; end <= lastEnd; end += slicing.slide()) {
            if (end - 1 <= watermark() && !isOver(end)) {
                Window window = new Window(end - slicing.size(), end);
                Object result = slices.result(key, window.start(), end);
                if (result != null) {
                    output.emit(key.boxed(), window, result, out);
                }
            }
        }
    }

    @Override
    boolean fire(long time, Emitter out) throws Exception {
        recallUnfired();
        while (firing != null || (!unfired.isEmpty() && unfired.first() - 1 <= time)) {
            Firing current = firing == null ? begin(unfired.first()) : firing;
            firing = current;
            while (!out.isFull() && current.keys.next(scanned)) {
                output.emit(scanned.boxed(), current.window, current.keys.result(), out);
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
        Window window = new Window(end - slicing.size(), end);
        boolean last = lateness == 0 && slicing.lastEnd(end - slicing.slice()) == end;
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

    @Override
    public @Nullable String activity() {
        Firing current = firing;
        return current == null
                ? null
                : "key " + scanned.boxed() + " of the window from " + current.window.startInstant() + " to "
                        + current.window.endInstant();
    }

    @Override
    public void close() throws Exception {
        super.close();
        folder.close();
        output.close();
    }
}
