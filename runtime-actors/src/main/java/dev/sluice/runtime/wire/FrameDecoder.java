package dev.sluice.runtime.wire;

import dev.sluice.persistence.checkpoint.Compression;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ByteSource;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that arrive for one task, on its thread. Whatever the bytes are, it makes values of the job's
 * declared classes of them or throws.
 */
public final class FrameDecoder {
    private static final long[] NO_LONGS = {};

    /** So many are believed without a byte for each. */
    private static final int MOST_ENTRIES = 1 << 16;

    /** Nothing that LZ4 writes unpacks to more. */
    private static final int MOST_UNPACKED = 256;

    private final ValueCodec codec;
    private final Map<IncomingChannel, Inlet> inlets = new HashMap<>();
    private long[] timestamps = NO_LONGS;
    private long[] keys = NO_LONGS;
    private long[] partials = NO_LONGS;
    private long[] weights = NO_LONGS;
    private long[] hashes = NO_LONGS;

    /** What is kept for a channel: batches of one channel have keys of one kind. */
    private static final class Inlet {
        private final ArrayDeque<Batch> empties = new ArrayDeque<>();
        private @Nullable Batch unfinished;
        private long sequence;
        private int parts;

        /** The batch that a part belongs to. */
        private Batch take(long itsSequence, int part, ByteSource in) {
            Batch batch = unfinished;
            if (part != parts || (batch != null && sequence != itsSequence)) {
                throw in.damaged("part " + part + " of frame " + itsSequence + " came where part " + parts + " of "
                        + (batch == null ? "any" : "frame " + sequence) + " was expected");
            }
            unfinished = null;
            parts = 0;
            if (batch != null) {
                return batch;
            }
            Batch empty = empties.pollLast(); // what came back last is still in the cache
            return empty == null ? new Batch(Batch.TARGET) : empty;
        }

        private void more(Batch batch, long itsSequence, int part) {
            unfinished = batch;
            sequence = itsSequence;
            parts = part + 1;
        }
    }

    /** @param codec the task's own */
    public FrameDecoder(ValueCodec codec) {
        this.codec = codec;
    }

    /**
     * @param channel what they came by
     * @param batches that the task is done with, to be filled again
     */
    public void recycle(IncomingChannel channel, List<Batch> batches) {
        Inlet inlet = inlets.get(channel);
        if (inlet != null) {
            inlet.empties.addAll(batches);
        }
    }

    /**
     * @param arrival what came
     * @return the frame, or null if more parts of it are to come
     * @throws WireException if it cannot be read: it is damaged, or a class in it is not declared
     */
    public @Nullable Frame read(Arrival arrival) {
        try {
            return tryToRead(arrival);
        } catch (UndeclaredTypeException e) {
            throw new WireException("refused " + arrival.channel().describe() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new WireException("cannot read " + arrival.channel().describe() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Frame tryToRead(Arrival arrival) {
        byte[] bytes = arrival.bytes();
        ByteSource in = new ByteSource(bytes, arrival.offset(), bytes.length - arrival.offset());
        int version = in.getByte();
        if (version != FrameFormat.VERSION) {
            throw in.damaged("its format is " + version + ", and this node reads " + FrameFormat.VERSION);
        }
        int flags = in.getByte();
        if ((flags & ~FrameFormat.ALL) != 0 || !FrameFormat.fits(flags)) {
            throw in.damaged("its flags are " + flags);
        }
        long sequence = in.getUnsigned();
        int part = Messages.number(in);
        int count = Messages.number(in);
        Inlet inlet = inlets.computeIfAbsent(arrival.channel(), channel -> new Inlet());
        Batch batch = inlet.take(sequence, part, in);
        boolean last = (flags & FrameFormat.LAST) != 0;
        if (last) {
            batch.control(control(in));
        }
        if (count > 0) {
            addEntries(in, flags, count, batch);
        } else if (in.remaining() > 0) {
            throw in.damaged(in.remaining() + " bytes are left over");
        }
        if (!last) {
            inlet.more(batch, sequence, part);
            return null;
        }
        Route route = arrival.channel().route();
        return new Frame(route.edge(), route.from(), route.epoch(), sequence, batch);
    }

    private static @Nullable Control control(ByteSource in) {
        int kind = in.getByte();
        long number = in.getSigned();
        return switch (kind) {
            case FrameFormat.NO_CONTROL -> null;
            case FrameFormat.WATERMARK -> new Control.Watermark(number);
            case FrameFormat.BARRIER -> new Control.Barrier(request(number, in, false));
            case FrameFormat.SAVEPOINT_BARRIER -> new Control.Barrier(request(number, in, true));
            case FrameFormat.OVERTAKING_BARRIER -> new Control.Barrier(request(number, in, false), true);
            case FrameFormat.IDLE -> new Control.Idle();
            case FrameFormat.ACTIVE -> new Control.Active();
            case FrameFormat.END_OF_INPUT -> new Control.EndOfInput();
            default -> throw in.damaged("there is no control " + kind);
        };
    }

    private static SnapshotRequest request(long checkpoint, ByteSource in, boolean savepoint) {
        return new SnapshotRequest(checkpoint, in.getSigned(), savepoint);
    }

    private void addEntries(ByteSource in, int flags, int count, Batch batch) {
        boolean combined = (flags & FrameFormat.COMBINED) != 0;
        boolean numbers = (flags & FrameFormat.LONG_KEYS) != 0;
        timestamps = column(in, count, timestamps);
        if (numbers) {
            keys = column(in, count, keys);
        }
        if (combined) {
            partials = column(in, count, partials);
            weights = column(in, count, weights);
        }
        @Nullable Object[] objectKeys = (flags & FrameFormat.KEYS) == 0 ? null : objectKeys(in, count);
        boolean hashed = (flags & FrameFormat.HASHES) != 0;
        if (hashed) {
            hashes = column(in, count, hashes);
        }
        if (combined) {
            if (in.remaining() > 0) {
                throw in.damaged(in.remaining() + " bytes are left over");
            }
            addPartials(batch, count, hashed);
            return;
        }
        @Nullable Object[] values = values(in, flags, count);
        for (int i = 0; i < count; i++) {
            Object value = present(values[i], in);
            if (numbers) {
                batch.add(value, timestamps[i], keys[i], hash(i, hashed));
            } else if (objectKeys != null) {
                batch.add(value, timestamps[i], present(objectKeys[i], in), (int) hashes[i]);
            } else {
                batch.add(value, timestamps[i]);
            }
        }
    }

    private void addPartials(Batch batch, int count, boolean hashed) {
        for (int i = 0; i < count; i++) {
            batch.addPartial(partials[i], timestamps[i], keys[i], hash(i, hashed));
            batch.weights[batch.size() - 1] = (int) weights[i];
        }
    }

    private int hash(int i, boolean hashed) {
        return hashed ? (int) hashes[i] : KeyGroups.hash(keys[i]);
    }

    private @Nullable Object[] objectKeys(ByteSource in, int count) {
        int length = in.getCount(1);
        @Nullable Object[] read = codec.decodeAll(in.bytes(), in.position(), length);
        in.skip(length);
        return counted(read, count, in);
    }

    private @Nullable Object[] values(ByteSource in, int flags, int count) {
        if ((flags & FrameFormat.PACKED) == 0) {
            return counted(codec.decodeAll(in.bytes(), in.position(), in.remaining()), count, in);
        }
        int length = Messages.number(in);
        if (length > (long) in.remaining() * MOST_UNPACKED) {
            throw in.damaged(length + " bytes cannot have been packed into " + in.remaining());
        }
        byte[] unpacked = Compression.decompress(in.bytes(), in.position(), in.remaining(), length);
        return counted(codec.decodeAll(unpacked, 0, length), count, in);
    }

    private static @Nullable Object[] counted(@Nullable Object[] values, int count, ByteSource in) {
        if (values.length != count) {
            throw in.damaged(count + " values were announced, and there are " + values.length);
        }
        return values;
    }

    private static Object present(@Nullable Object value, ByteSource in) {
        if (value == null) {
            throw in.damaged("a record or key is null");
        }
        return value;
    }

    private static long[] column(ByteSource in, int count, long[] before) {
        // Columns of equal numbers take no room for each, so the count says nothing of the bytes.
        if (count > in.remaining() && count > MOST_ENTRIES) {
            throw in.damaged(count + " entries are announced and " + in.remaining() + " bytes are left");
        }
        long[] values = before.length < count ? new long[Math.max(count, Batch.TARGET)] : before;
        LongColumn.get(in, count, values);
        return values;
    }
}
