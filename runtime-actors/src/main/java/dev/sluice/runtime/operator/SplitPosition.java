package dev.sluice.runtime.operator;

import dev.sluice.api.connector.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a split is read.
 *
 * @param index its place in the source's list: decides which subtask reads it
 * @param split the split
 * @param position of the next record
 * @param progress of its event time; see {@link TimestampsAndWatermarks#progress}
 * @param done whether it is read to its end
 */
record SplitPosition(int index, Split split, long position, long progress, boolean done) {
    static final byte[] NONE = {};

    static List<SplitPosition> begin(List<Split> splits) {
        List<SplitPosition> positions = new ArrayList<>();
        for (Split split : splits) {
            positions.add(new SplitPosition(positions.size(), split, split.start(), Long.MIN_VALUE, false));
        }
        return positions;
    }

    byte[] encode() {
        byte[] id = split.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + 4 * Long.BYTES + 1 + id.length)
                .putInt(index)
                .putLong(split.start())
                .putLong(split.end())
                .putLong(position)
                .putLong(progress)
                .put((byte) (done ? 1 : 0))
                .put(id)
                .array();
    }

    static SplitPosition decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int index = buffer.getInt();
        long start = buffer.getLong();
        long end = buffer.getLong();
        long position = buffer.getLong();
        long progress = buffer.getLong();
        boolean done = buffer.get() == 1;
        String id = StandardCharsets.UTF_8.decode(buffer).toString();
        return new SplitPosition(index, new Split(id, start, end), position, progress, done);
    }
}
