package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.Slicing;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tumbling and sliding windows of the wall clock. All records of a batch are of one moment, that at which it is
 * processed; the clock is taken never to go back. A window fires when its end has come, and what is open fires when the
 * input ends.
 */
final class ProcessingTimeWindowOperator extends AlignedWindowOperator {
    private static final String FIRED = "$fired";

    private long now = Long.MIN_VALUE;
    private long fired = Long.MIN_VALUE;
    private boolean restored;

    ProcessingTimeWindowOperator(
            WindowSpec spec,
            Slicing slicing,
            Folder folder,
            SliceStore.Factory factory,
            KeyKind kind,
            OperatorContext context) {
        super(spec, slicing, folder, factory, kind, context);
    }

    @Override
    long reached() {
        return fired;
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        folder.from(input);
        now = Math.max(now, context.clock().millis());
        long slice = slicing.sliceOf(now);
        if (slicing.lastEnd(slice) < slicing.firstEnd(slice)) {
            in.next(in.size()); // between two windows
            return;
        }
        windows.enter(slice, fired);
        slices.add(slice, in, in.next(), in.size(), out);
    }

    @Override
    public long nextTick() {
        return windows.next();
    }

    @Override
    public boolean onTick(long time, Emitter out) throws Exception {
        now = Math.max(now, time);
        if (!windows.fire(now - 1, out)) {
            return false;
        }
        fired = now - 1;
        return true;
    }

    @Override
    boolean fire(long time, Emitter out) throws Exception {
        return time != Long.MAX_VALUE || windows.fire(time, out);
    }

    /** Up to when windows have fired for which key groups: sliding ones leave slices behind that others still need. */
    @Override
    void snapshotMore(List<OperatorSnapshot> parts) {
        now = Math.max(now, context.clock().millis());
        if (windows.next() > now) {
            fired = now - 1; // also where there was nothing to fire, since then there was no tick either
        }
        KeyGroupRange groups = context.keyGroups();
        parts.add(OperatorState.of(
                FIRED,
                ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                        .putInt(groups.first())
                        .putInt(groups.end())
                        .putLong(fired)
                        .array()));
    }

    /** Where subtasks are joined that were at different times, the earliest counts, so that nothing is left out. */
    @Override
    void restoreMore(Chunk chunk) {
        if (!chunk.header().state().equals(FIRED)) {
            super.restoreMore(chunk);
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk.payload());
        boolean ours = bytes.getInt() < context.keyGroups().end();
        ours &= bytes.getInt() > context.keyGroups().first();
        if (ours) {
            long time = bytes.getLong();
            fired = restored ? Math.min(fired, time) : time;
            restored = true;
        }
    }
}
