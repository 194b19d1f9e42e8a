package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.format.TimerChunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers as they were at a snapshot. They lie by time and a snapshot is by key group: each group has a chunk that is
 * being filled, and a slice is let go as soon as it has been read.
 */
record FrozenTimers(String name, int maxParallelism, List<TimerSlice.Frozen> slices) implements StateSnapshot {
    private static final int TIMERS_IN_MEMORY = 1 << 20;
    private static final int LEAST = 64;

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        int most = Math.min(TimerChunk.LIMIT, Math.max(LEAST, TIMERS_IN_MEMORY / maxParallelism));
        @Nullable Filling[] groups = new Filling[maxParallelism];
        for (TimerSlice.Frozen slice : slices) {
            for (int slot = 0; slot < slice.slots(); slot++) {
                if (slice.isUsed(slot)) {
                    int group = KeyGroups.groupOf(slice.hash(slot), maxParallelism);
                    Filling filling = groups[group];
                    if (filling == null) {
                        filling = new Filling(new ChunkHeader(operator, name, group, 0));
                        groups[group] = filling;
                    }
                    filling.add(slice.time(slot), slice.key(slot));
                    if (filling.size == most) {
                        filling.flush(writer, codec);
                    }
                }
            }
            slice.hold().release();
        }
        for (Filling filling : groups) {
            if (filling != null) {
                filling.flush(writer, codec);
            }
        }
    }

    @Override
    public void release() {
        slices.forEach(slice -> slice.hold().release());
    }

    /** A chunk of one key group. */
    private static final class Filling {
        private final ChunkHeader header;
        private long[] times = new long[LEAST];
        private Object[] keys = new Object[LEAST];
        private int size;

        Filling(ChunkHeader header) {
            this.header = header;
        }

        void add(long time, Object key) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                keys = Arrays.copyOf(keys, size * 2);
            }
            times[size] = time;
            keys[size++] = key;
        }

        void flush(SnapshotWriter writer, ValueCodec codec) throws IOException {
            if (size > 0) {
                byte[] payload = new TimerChunk(Arrays.copyOf(times, size), Arrays.copyOf(keys, size)).encode(codec);
                ChunkHeader full = new ChunkHeader(header.operator(), header.state(), header.keyGroup(), size);
                writer.chunk(full, payload, 0, payload.length);
                size = 0;
            }
        }
    }
}
