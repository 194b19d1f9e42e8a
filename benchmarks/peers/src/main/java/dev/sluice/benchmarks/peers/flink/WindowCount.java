package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How many events of a key a window had. */
final class WindowCount {
    static final TypeInformation<WindowCount> TYPE = new FlatType<>(WindowCount.class, new Serializer());

    long key;
    long count;
    long start;

    private static final class Serializer extends FlatSerializer<WindowCount> {
        Serializer() {
            super(24, false);
        }

        @Override
        public WindowCount createInstance() {
            return new WindowCount();
        }

        @Override
        public WindowCount copy(WindowCount from, WindowCount to) {
            to.key = from.key;
            to.count = from.count;
            to.start = from.start;
            return to;
        }

        @Override
        public void serialize(WindowCount record, DataOutputView out) throws IOException {
            out.writeLong(record.key);
            out.writeLong(record.count);
            out.writeLong(record.start);
        }

        @Override
        public WindowCount deserialize(WindowCount reuse, DataInputView in) throws IOException {
            reuse.key = in.readLong();
            reuse.count = in.readLong();
            reuse.start = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<WindowCount> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowCount> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
