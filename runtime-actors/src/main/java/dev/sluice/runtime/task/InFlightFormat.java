package dev.sluice.runtime.task;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ByteSink;
import dev.sluice.persistence.serde.ByteSource;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records in flight as a chunk of a snapshot, of {@link InFlight#OPERATOR}. The chunk's state is the operator that they
 * are for.
 *
 * <pre>
 * format version (1) | what (1) | input | from | senders | to | receivers
 * entries | columns (1) | watermark (1) | its time
 * for each entry: timestamp | key that is a number | hash | partial | weight     those there are
 * length | keys that are objects, as ValueCodec writes them                       if there are
 * records, as ValueCodec writes them                                              unless they are added up
 * </pre>
 */
final class InFlightFormat {
    private static final int VERSION = 1;
    private static final int LONG_KEYS = 1;
    private static final int KEYS = 1 << 1;
    private static final int COMBINED = 1 << 2;

    private InFlightFormat() {}

    /** Where records were, in the order in which those of a channel are replayed. */
    enum Where {
        /** Between two operators of a chain, or before its first. */
        CHAIN(0),
        /** At the receiving end of a channel. */
        ARRIVED(1),
        /** At the sending end. */
        UNSENT(2);

        private final int number;

        Where(int number) {
            this.number = number;
        }

        private static Where of(ByteSource in) {
            int number = in.getByte();
            return Arrays.stream(values())
                    .filter(where -> where.number == number)
                    .findFirst()
                    .orElseThrow(() -> in.damaged("records in flight cannot have been at " + number));
        }
    }

    /**
     * Says what is in a chunk.
     *
     * @param where where the records were
     * @param operator the uid of the operator that they are for, or its name
     * @param input in a chain the operator's input; else the edge's place among those that lead to the operator
     * @param from the sending subtask
     * @param senders how many of them there were; 0 in a chain
     * @param to the subtask that they are for
     * @param receivers how many of them there were
     */
    record Label(Where where, String operator, int input, int from, int senders, int to, int receivers) {}

    static byte[] encode(Label label, Batch batch, int from, int to, ValueCodec codec) {
        ByteSink out = new ByteSink();
        out.putByte(VERSION);
        out.putByte(label.where.number);
        out.putUnsigned(label.input);
        out.putUnsigned(label.from);
        out.putUnsigned(label.senders);
        out.putUnsigned(label.to);
        out.putUnsigned(label.receivers);
        out.putUnsigned(to - from);
        boolean numbers = batch.longKeys.length > 0;
        boolean objects = !numbers && batch.keys.length > 0;
        out.putByte((numbers ? LONG_KEYS : 0) | (objects ? KEYS : 0) | (batch.isCombined() ? COMBINED : 0));
        Long watermark = to == batch.size() && batch.control() instanceof Control.Watermark mark ? mark.time() : null;
        out.putByte(watermark == null ? 0 : 1);
        out.putSigned(watermark == null ? 0 : watermark);
        for (int i = from; i < to; i++) {
            out.putSigned(batch.timestamps[i]);
            if (numbers) {
                out.putSigned(batch.longKeys[i]);
            }
            if (numbers || objects) {
                out.putSigned(batch.hashes[i]);
            }
            if (batch.isCombined()) {
                out.putSigned(batch.partials[i]);
                out.putUnsigned(batch.weights[i]);
            }
        }
        if (objects) {
            byte[] keys = codec.encodeAll(batch.keys, from, to);
            out.putUnsigned(keys.length);
            out.putBytes(keys, 0, keys.length);
        }
        if (!batch.isCombined()) {
            byte[] values = codec.encodeAll(batch.values, from, to);
            out.putBytes(values, 0, values.length);
        }
        return out.take();
    }

    /** Reads chunks; the records only if somebody wants them. */
    static final class Reader {
        private final ByteSource in;
        private final Label label;

        Reader(Chunk chunk) {
            byte[] bytes = chunk.payload();
            in = new ByteSource(bytes, 0, bytes.length);
            int version = in.getByte();
            if (version != VERSION) {
                throw in.damaged("records in flight to " + chunk.header().state() + " are in format " + version
                        + ", and this version reads " + VERSION);
            }
            label = new Label(Where.of(in), chunk.header().state(), number(), number(), number(), number(), number());
        }

        Label label() {
            return label;
        }

        Batch batch(ValueCodec codec) {
            int count = number();
            int columns = in.getByte();
            boolean numbers = (columns & LONG_KEYS) != 0;
            boolean objects = (columns & KEYS) != 0;
            boolean combined = (columns & COMBINED) != 0;
            boolean marked = in.getByte() == 1;
            long watermark = in.getSigned();
            long[] timestamps = new long[count];
            long[] longKeys = new long[numbers ? count : 0];
            int[] hashes = new int[numbers || objects ? count : 0];
            long[] partials = new long[combined ? count : 0];
            int[] weights = new int[combined ? count : 0];
            for (int i = 0; i < count; i++) {
                timestamps[i] = in.getSigned();
                if (numbers) {
                    longKeys[i] = in.getSigned();
                }
                if (numbers || objects) {
                    hashes[i] = (int) in.getSigned();
                }
                if (combined) {
                    partials[i] = in.getSigned();
                    weights[i] = number();
                }
            }
            @Nullable Object[] keys = objects ? values(codec, number()) : new Object[0];
            @Nullable Object[] values = combined ? new Object[0] : values(codec, in.remaining());
            Batch batch = new Batch(count);
            for (int i = 0; i < count; i++) {
                if (combined) {
                    batch.addPartial(partials[i], timestamps[i], longKeys[i], hashes[i]);
                    batch.weights[i] = weights[i];
                } else if (numbers) {
                    batch.add(present(values[i]), timestamps[i], longKeys[i], hashes[i]);
                } else if (objects) {
                    batch.add(present(values[i]), timestamps[i], present(keys[i]), hashes[i]);
                } else {
                    batch.add(present(values[i]), timestamps[i]);
                }
            }
            batch.control(marked ? new Control.Watermark(watermark) : null);
            return batch;
        }

        private @Nullable Object[] values(ValueCodec codec, int length) {
            @Nullable Object[] values = codec.decodeAll(in.bytes(), in.position(), length);
            in.skip(length);
            return values;
        }

        private static Object present(@Nullable Object value) {
            return Objects.requireNonNull(value, "a record or key is null");
        }

        private int number() {
            return Math.toIntExact(in.getUnsigned());
        }
    }
}
