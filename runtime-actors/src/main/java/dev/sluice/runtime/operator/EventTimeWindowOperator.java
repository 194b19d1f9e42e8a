package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.Slicing;

/**
 * Tumbling and sliding windows of event time. A window fires for all its keys at once, when the watermark reaches its
 * last millisecond; there are no timers by key. A record that is late but allowed fires its windows again for its key.
 */
final class EventTimeWindowOperator extends AlignedWindowOperator {
    private final long lateness;
    private final LateRecords late;
    private boolean entered;
    private long slice;
    private long firstEnd;
    private long lastEnd;

    EventTimeWindowOperator(
            WindowSpec spec,
            Slicing slicing,
            Folder folder,
            SliceStore.Factory factory,
            KeyKind kind,
            OperatorContext context) {
        super(spec, slicing, folder, factory, kind, context);
        lateness = spec.lateness();
        late = LateRecords.of(spec.lateTag(), context);
    }

    @Override
    long reached() {
        return watermark();
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        folder.from(input);
        while (in.hasNext() && !out.isFull()) {
            int i = in.next();
            long time = Batch.required(in.timestamps[i]);
            if (time < slice || time >= slice + slicing.slice() || !entered) {
                enter(slicing.sliceOf(time));
            }
            long now =
                    isUneven() ? watermarkOf(KeyGroups.groupOf(in.hashes[i], context.maxParallelism())) : watermark();
            if (lastEnd < firstEnd) {
                in.next(i + 1); // between two windows: no window's, and not late for one either
            } else if (isOver(lastEnd, now)) {
                late.accept(in, i, out);
                in.next(i + 1);
            } else if (firstEnd - 1 <= now) {
                slices.add(slice, in, i, i + 1, out);
                in.next(i); // until its windows have fired again
                pointAt(in, i);
                fireAgain(now, out);
                in.next(i + 1);
            } else {
                slices.add(slice, in, i, isUneven() ? i + 1 : endOfRun(in, i + 1), out);
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
        windows.enter(start, watermark());
    }

    private boolean isOver(long end, long now) {
        return end - 1 + lateness <= now;
    }

    @Override
    public boolean hasFired(int group, long end) {
        return isUneven() && end - 1 <= watermarkOf(group);
    }

    /** The windows of the current slice that have fired but live on fire again for the current key. */
    private void fireAgain(long now, Emitter out) throws Exception {
        for (long end = firstEnd; end <= lastEnd; end += slicing.slide()) {
            if (end - 1 <= now && !isOver(end, now)) {
                Window window = new Window(slicing.startOf(end), end);
                Object result = slices.result(key, window.start(), end);
                if (result != null) {
                    output.emit(key.boxed(), window, result, out);
                }
            }
        }
    }

    @Override
    boolean fire(long time, Emitter out) throws Exception {
        return windows.fire(time, out);
    }
}
