package dev.sluice.runtime.wire;

import akka.util.ByteString;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ByteSink;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one task, on its thread. Behind the channel's number a FRAME message has
 *
 * <pre>
 * format version (1) | flags (1) | sequence | part | entries
 * control (1) | its number                      in the last part; a barrier has the completed checkpoint's behind it
 * timestamps                                    a column of numbers
 * keys that are numbers                         a column
 * partials | weights                            columns, where records were added up
 * keys that are objects                         length | as ValueCodec writes them
 * hashes                                        a column, unless they follow from the keys that are numbers
 * records                                       [length before compression |] as ValueCodec writes them
 * </pre>
 *
 * <p>A batch of more than 256 KiB goes in several parts, so that it holds nobody else up; a record that is larger goes
 * by itself. The bytes of records are copied once, out of the codec's buffer.
 */
public final class FrameEncoder {
    /** What a part has at most, unless it is one record. */
    static final int MOST_BYTES = 256 << 10;

    private static final int AIM_BYTES = 160 << 10;
    private static final byte[] NOTHING = {};

    private final ValueCodec codec;
    private final int maxFrameSize;
    private final FrameCompression compression = new FrameCompression();
    private final ByteSink head = new ByteSink();
    private long[] column = {};
    private double bytesPerEntry;

    /**
     * @param codec the task's own
     * @param maxFrameSize bytes that a part may have in any case
     */
    public FrameEncoder(ValueCodec codec, int maxFrameSize) {
        this.codec = codec;
        this.maxFrameSize = maxFrameSize;
    }

    /**
     * Writes a frame and sends it.
     *
     * @param frame what; its batch is done with afterwards, and unchanged
     * @param channel where to
     * @throws UndeclaredTypeException if a record's class is not declared
     * @throws WireException if a record is larger than a frame may be
     */
    public void send(Frame frame, OutgoingChannel channel) {
        Batch batch = frame.batch();
        int from = batch.next();
        int part = 0;
        do {
            int to = from + entriesOfPart(batch.size() - from);
            byte[] values = values(batch, from, to);
            while (values.length > MOST_BYTES && to - from > 1) {
                bytesPerEntry = (double) values.length / (to - from);
                to = from + Math.min((to - from) / 2, entriesOfPart(to - from));
                values = values(batch, from, to);
            }
            if (to > from) {
                bytesPerEntry = (double) values.length / (to - from);
            }
            channel.offer(part(frame, channel, part++, from, to, values));
            from = to;
        } while (from < batch.size());
    }

    /** Parts of about the same size, if one is not enough. */
    private int entriesOfPart(int entries) {
        double bytes = entries * bytesPerEntry;
        if (entries <= 1 || bytes <= MOST_BYTES * 0.9) {
            return entries;
        }
        return Math.max(1, (int) (entries / Math.ceil(bytes / AIM_BYTES)));
    }

    private byte[] values(Batch batch, int from, int to) {
        return batch.isCombined() || from == to ? NOTHING : codec.encodeAll(batch.values, from, to);
    }

    private ByteString part(Frame frame, OutgoingChannel channel, int part, int from, int to, byte[] values) {
        Batch batch = frame.batch();
        boolean last = to == batch.size();
        int compressed = channel.compresses() ? compression.compress(values) : -1;
        int flags = flags(batch, from, to) | (last ? FrameFormat.LAST : 0) | (compressed < 0 ? 0 : FrameFormat.PACKED);
        Messages.begin(head, Messages.FRAME);
        head.putUnsigned(channel.id());
        head.putByte(FrameFormat.VERSION);
        head.putByte(flags);
        head.putUnsigned(frame.sequence());
        head.putUnsigned(part);
        head.putUnsigned(to - from);
        if (last) {
            putControl(batch.control());
        }
        if (to > from) {
            putColumns(batch, from, to, flags);
        }
        byte[] body = values;
        if (compressed >= 0) {
            head.putUnsigned(values.length);
            body = Arrays.copyOf(compression.compressed(), compressed);
        }
        if ((long) head.length() + body.length > maxFrameSize) {
            throw new WireException("a record of operator output on edge " + frame.edge() + " takes " + body.length
                    + " bytes on its way to node " + channel.remote() + ", and a frame may have " + maxFrameSize
                    + ": make records smaller, or raise sluice.wire.max-frame-size on every node");
        }
        ByteString message = ByteString.fromArrayUnsafe(Messages.take(head, body.length));
        return body.length == 0 ? message : message.concat(ByteString.fromArrayUnsafe(body));
    }

    private static int flags(Batch batch, int from, int to) {
        if (from == to) {
            return 0;
        }
        if (batch.isCombined()) {
            return FrameFormat.COMBINED
                    | FrameFormat.LONG_KEYS
                    | (hashesFollow(batch, from, to) ? 0 : FrameFormat.HASHES);
        }
        if (batch.longKeys.length > 0) {
            return FrameFormat.LONG_KEYS | (hashesFollow(batch, from, to) ? 0 : FrameFormat.HASHES);
        }
        return batch.keys.length > 0 ? FrameFormat.KEYS | FrameFormat.HASHES : 0;
    }

    private static boolean hashesFollow(Batch batch, int from, int to) {
        for (int i = from; i < to; i++) {
            if (batch.hashes[i] != KeyGroups.hash(batch.longKeys[i])) {
                return false;
            }
        }
        return true;
    }

    private void putColumns(Batch batch, int from, int to, int flags) {
        LongColumn.put(batch.timestamps, from, to, head);
        if ((flags & FrameFormat.LONG_KEYS) != 0) {
            LongColumn.put(batch.longKeys, from, to, head);
        }
        if ((flags & FrameFormat.COMBINED) != 0) {
            LongColumn.put(batch.partials, from, to, head);
            putInts(batch.weights, from, to);
        }
        if ((flags & FrameFormat.KEYS) != 0) {
            byte[] keys = codec.encodeAll(batch.keys, from, to);
            head.putUnsigned(keys.length);
            head.putBytes(keys, 0, keys.length);
        }
        if ((flags & FrameFormat.HASHES) != 0) {
            putInts(batch.hashes, from, to);
        }
    }

    private void putInts(int[] values, int from, int to) {
        if (column.length < to - from) {
            column = new long[to - from];
        }
        for (int i = from; i < to; i++) {
            column[i - from] = values[i];
        }
        LongColumn.put(column, 0, to - from, head);
    }

    private void putControl(@Nullable Control control) {
        if (control == null) {
            putControl(FrameFormat.NO_CONTROL, 0);
        } else if (control instanceof Control.Watermark watermark) {
            putControl(FrameFormat.WATERMARK, watermark.time());
        } else if (control instanceof Control.Barrier barrier) {
            SnapshotRequest request = barrier.request();
            putControl(kindOf(barrier), request.checkpoint());
            head.putSigned(request.completed());
        } else if (control instanceof Control.Idle) {
            putControl(FrameFormat.IDLE, 0);
        } else if (control instanceof Control.Active) {
            putControl(FrameFormat.ACTIVE, 0);
        } else if (control instanceof Control.EndOfInput) {
            putControl(FrameFormat.END_OF_INPUT, 0);
        } else {
            throw new IllegalArgumentException(control + " never leaves a subtask");
        }
    }

    private static int kindOf(Control.Barrier barrier) {
        if (barrier.overtaking()) {
            return FrameFormat.OVERTAKING_BARRIER;
        }
        return barrier.request().savepoint() ? FrameFormat.SAVEPOINT_BARRIER : FrameFormat.BARRIER;
    }

    private void putControl(int kind, long number) {
        head.putByte(kind);
        head.putSigned(number);
    }
}
