package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The prices of an auction so far, changed in place. */
final class Prices {
    static final TypeInformation<Prices> TYPE = new FlatType<>(Prices.class, new Serializer());

    long rank1;
    long rank2;
    long rank3;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long sum;

    private static final class Serializer extends FlatSerializer<Prices> {
        Serializer() {
            super(48, false);
        }

        @Override
        public Prices createInstance() {
            return new Prices();
        }

        @Override
        public Prices copy(Prices from, Prices to) {
            to.rank1 = from.rank1;
            to.rank2 = from.rank2;
            to.rank3 = from.rank3;
            to.min = from.min;
            to.max = from.max;
            to.sum = from.sum;
            return to;
        }

        @Override
        public void serialize(Prices record, DataOutputView out) throws IOException {
            out.writeLong(record.rank1);
            out.writeLong(record.rank2);
            out.writeLong(record.rank3);
            out.writeLong(record.min);
            out.writeLong(record.max);
            out.writeLong(record.sum);
        }

        @Override
        public Prices deserialize(Prices reuse, DataInputView in) throws IOException {
            reuse.rank1 = in.readLong();
            reuse.rank2 = in.readLong();
            reuse.rank3 = in.readLong();
            reuse.min = in.readLong();
            reuse.max = in.readLong();
            reuse.sum = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Prices> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Prices> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
