package dev.sluice.persistence.state.format;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.serde.ValueCodec;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gathers timers, which come by time, into chunks by key group: each group has one that is being filled. */
public final class TimerWriter {
    private static final int TIMERS_IN_MEMORY = 1 << 20;
    private static final int LEAST = 64;

    private final String operator;
    private final String name;
    private final PieceWriter writer;
    private final ValueCodec codec;
    private final int most;
    private final @Nullable Filling[] groups;

    /**
     * @param operator the uid under which they are written
     * @param name the timers' name
     * @param maxParallelism how many key groups there are
     * @param writer where to
     * @param codec the calling thread's own
     */
    public TimerWriter(String operator, String name, int maxParallelism, PieceWriter writer, ValueCodec codec) {
        this.operator = operator;
        this.name = name;
        this.writer = writer;
        this.codec = codec;
        most = Math.min(TimerChunk.LIMIT, Math.max(LEAST, TIMERS_IN_MEMORY / maxParallelism));
        groups = new Filling[maxParallelism];
    }

    /**
     * @param time when it is to come
     * @param key whose it is
     * @param group the key's
     * @throws IOException if a chunk cannot be written
     */
    public void add(long time, Object key, int group) throws IOException {
        Filling filling = groups[group];
        if (filling == null) {
            filling = new Filling();
            groups[group] = filling;
        }
        filling.add(time, key);
        if (filling.size == most) {
            flush(group, filling);
        }
    }

    /**
     * Writes what is left.
     *
     * @throws IOException if it cannot be written
     */
    public void flush() throws IOException {
        for (int group = 0; group < groups.length; group++) {
            Filling filling = groups[group];
            if (filling != null) {
                flush(group, filling);
            }
        }
    }

    private void flush(int group, Filling filling) throws IOException {
        if (filling.size > 0) {
            byte[] payload = new TimerChunk(
                            Arrays.copyOf(filling.times, filling.size), Arrays.copyOf(filling.keys, filling.size))
                    .encode(codec);
            writer.chunk(new ChunkHeader(operator, name, group, filling.size), payload, 0, payload.length);
            filling.size = 0;
        }
    }

    /** A chunk of one key group. */
    private static final class Filling {
        private long[] times = new long[LEAST];
        private Object[] keys = new Object[LEAST];
        private int size;

        void add(long time, Object key) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                keys = Arrays.copyOf(keys, size * 2);
            }
            times[size] = time;
            keys[size++] = key;
        }
    }
}
