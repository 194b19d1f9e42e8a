package dev.sluice.benchmarks.peers.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The feed of one source subtask from a position on.
 *
 * @param part which source subtask
 * @param parts how many there are
 * @param position how many of its events are skipped
 */
record FeedSplit(int part, int parts, long position) implements SourceSplit {
    @Override
    public String splitId() {
        return Integer.toString(part);
    }

    static final class Serializer implements SimpleVersionedSerializer<FeedSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(FeedSplit split) {
            return ByteBuffer.allocate(16)
                    .putInt(split.part)
                    .putInt(split.parts)
                    .putLong(split.position)
                    .array();
        }

        @Override
        public FeedSplit deserialize(int version, byte[] serialized) {
            ByteBuffer in = ByteBuffer.wrap(serialized);
            return new FeedSplit(in.getInt(), in.getInt(), in.getLong());
        }
    }
}
