package dev.sluice.persistence.state.format;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one key group: their times, eight bytes each, then their keys as the serializer writes them. Whole numbers
 * are written as {@code Long}.
 *
 * @param times when they come, in any order
 * @param keys whose they are
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared
public record TimerChunk(long[] times, Object[] keys) {
    /** How many fit one chunk. */
    public static final int LIMIT = 4096;

    /**
     * @param codec writes the keys
     * @return what a chunk holds; the number of entries goes into its header
     */
    public byte[] encode(ValueCodec codec) {
        byte[] encoded = codec.encodeAll(keys, 0, keys.length);
        ByteBuffer payload = ByteBuffer.allocate(times.length * Long.BYTES + encoded.length);
        payload.asLongBuffer().put(times);
        return payload.position(times.length * Long.BYTES).put(encoded).array();
    }

    /**
     * @param chunk what {@link #encode} made
     * @param codec reads the keys
     * @return the timers
     */
    public static TimerChunk decode(Chunk chunk, ValueCodec codec) {
        long[] times = new long[chunk.header().entries()];
        ByteBuffer.wrap(chunk.payload()).asLongBuffer().get(times);
        int start = times.length * Long.BYTES;
        @Nullable Object[] decoded = codec.decodeAll(chunk.payload(), start, chunk.payload().length - start);
        Object[] keys = new Object[times.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Objects.requireNonNull(decoded[i]);
        }
        return new TimerChunk(times, keys);
    }
}
