package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import java.nio.ByteBuffer;

/** State that is not keyed: small values, written whole. */
final class OperatorState {
    /** The operator's event time. */
    static final String WATERMARK = "watermark";

    private OperatorState() {}

    static OperatorSnapshot of(String name, byte[] bytes) {
        return (operator, writer, codec) ->
                writer.chunk(new ChunkHeader(operator, name, ChunkHeader.NOT_KEYED, 1), bytes, 0, bytes.length);
    }

    static OperatorSnapshot ofLong(String name, long value) {
        return of(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    static long readLong(Chunk chunk) {
        return ByteBuffer.wrap(chunk.payload()).getLong();
    }
}
