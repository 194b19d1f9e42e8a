package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An event: key and value; or a running sum. */
final class Pair {
    static final TypeInformation<Pair> TYPE = new FlatType<>(Pair.class, new Serializer());

    long key;
    long value;

    private static final class Serializer extends FlatSerializer<Pair> {
        Serializer() {
            super(16, false);
        }

        @Override
        public Pair createInstance() {
            return new Pair();
        }

        @Override
        public Pair copy(Pair from, Pair to) {
            to.key = from.key;
            to.value = from.value;
            return to;
        }

        @Override
        public void serialize(Pair record, DataOutputView out) throws IOException {
            out.writeLong(record.key);
            out.writeLong(record.value);
        }

        @Override
        public Pair deserialize(Pair reuse, DataInputView in) throws IOException {
            reuse.key = in.readLong();
            reuse.value = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Pair> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Pair> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
