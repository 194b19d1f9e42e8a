package dev.sluice.runtime.operator;

import dev.sluice.api.function.TaskInfo;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.data.Batch;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records in flight, with the watermarks between them. At the same parallelism each subtask gets its own back as they
 * were; at another they are dealt out, without the watermarks: one subtask's would make others' records late, and the
 * input brings them again.
 */
final class AsyncState {
    private static final String IN_FLIGHT = "in-flight";
    private static final int HEAD = 3 * Integer.BYTES;

    private final TaskInfo task;
    private final TreeMap<Integer, Written> restored = new TreeMap<>();
    private int writers;

    /** Records with their timestamps; null stands for a watermark. */
    private record Written(@Nullable Object[] values, long[] times) {}

    /** Who gets back what was in flight. */
    interface Receiver {
        void record(Object value, long timestamp);

        void watermark(long time);
    }

    AsyncState(TaskInfo task) {
        this.task = task;
    }

    static OperatorSnapshot snapshot(AsyncQueue queue, TaskInfo task) {
        Batch entries = new Batch(16);
        for (AsyncSegment segment : queue.segments()) {
            for (AsyncRequest r = segment.first; r != null; r = r.after) {
                entries.add(r.value, r.timestamp);
            }
            if (segment.watermark != Long.MIN_VALUE) {
                entries.add(Mark.WATERMARK, segment.watermark);
            }
        }
        return entries.size() == 0
                ? OperatorSnapshot.NONE
                : (operator, writer, codec) -> {
                    byte[] bytes = encode(entries, task, codec);
                    ChunkHeader header = new ChunkHeader(operator, IN_FLIGHT, ChunkHeader.NOT_KEYED, entries.size());
                    writer.chunk(header, bytes, 0, bytes.length);
                };
    }

    private enum Mark {
        WATERMARK
    }

    private static byte[] encode(Batch entries, TaskInfo task, ValueCodec codec) {
        int size = entries.size();
        @Nullable Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = entries.value(i) == Mark.WATERMARK ? null : entries.value(i);
        }
        byte[] encoded = codec.encodeAll(values, 0, size);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + size * Long.BYTES + encoded.length)
                .putInt(task.subtask())
                .putInt(task.parallelism())
                .putInt(size);
        for (int i = 0; i < size; i++) {
            bytes.putLong(entries.timestamps[i]);
        }
        return bytes.put(encoded).array();
    }

    void restore(Chunk chunk, ValueCodec codec) {
        byte[] payload = chunk.payload();
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        int subtask = bytes.getInt();
        writers = bytes.getInt();
        long[] times = new long[bytes.getInt()];
        for (int i = 0; i < times.length; i++) {
            times[i] = bytes.getLong();
        }
        int begin = bytes.position();
        restored.put(subtask, new Written(codec.decodeAll(payload, begin, payload.length - begin), times));
    }

    /** Hands over what is this subtask's. Called once, when all is restored. */
    void redistribute(Receiver receiver) {
        boolean asItWas = writers == task.parallelism();
        int dealt = 0;
        for (Map.Entry<Integer, Written> entry : restored.entrySet()) {
            Written written = entry.getValue();
            for (int i = 0; i < written.times.length; i++) {
                boolean isRecord = written.values[i] != null;
                if (asItWas) {
                    if (entry.getKey() == task.subtask()) {
                        hand(written, i, receiver);
                    }
                } else if (isRecord && dealt++ % task.parallelism() == task.subtask()) {
                    hand(written, i, receiver);
                }
            }
        }
        restored.clear();
    }

    private static void hand(Written written, int i, Receiver receiver) {
        if (written.values[i] == null) {
            receiver.watermark(written.times[i]);
        } else {
            receiver.record(Objects.requireNonNull(written.values[i]), written.times[i]);
        }
    }
}
