package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.format.TimerWriter;
import java.io.IOException;
import java.util.List;

/**
 * Timers as they were at a snapshot. They lie by time and a snapshot is by key group; a slice is let go as soon as it
 * has been read.
 */
record FrozenTimers(String name, int maxParallelism, List<TimerSlice.Frozen> slices) implements StateSnapshot {

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        TimerWriter timers = new TimerWriter(operator, name, maxParallelism, writer, codec);
        for (TimerSlice.Frozen slice : slices) {
            for (int slot = 0; slot < slice.slots(); slot++) {
                if (slice.isUsed(slot)) {
                    int group = KeyGroups.groupOf(slice.hash(slot), maxParallelism);
                    timers.add(slice.time(slot), slice.key(slot), group);
                }
            }
            slice.hold().release();
        }
        timers.flush();
    }

    @Override
    public void release() {
        slices.forEach(slice -> slice.hold().release());
    }
}
