package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An accumulator that is changed in place: no box for each event. */
final class Counter {
    static final TypeInformation<Counter> TYPE = new FlatType<>(Counter.class, new Serializer());

    long count;

    private static final class Serializer extends FlatSerializer<Counter> {
        Serializer() {
            super(8, false);
        }

        @Override
        public Counter createInstance() {
            return new Counter();
        }

        @Override
        public Counter copy(Counter from, Counter to) {
            to.count = from.count;
            return to;
        }

        @Override
        public void serialize(Counter record, DataOutputView out) throws IOException {
            out.writeLong(record.count);
        }

        @Override
        public Counter deserialize(Counter reuse, DataInputView in) throws IOException {
            reuse.count = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Counter> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Counter> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
