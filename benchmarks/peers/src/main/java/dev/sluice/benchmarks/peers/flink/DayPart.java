package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What one bidder did in a day, or what happened to one auction. */
final class DayPart {
    static final TypeInformation<DayPart> TYPE = new FlatType<>(DayPart.class, new Serializer());

    long day;
    long isBidder;
    long counts;

    private static final class Serializer extends FlatSerializer<DayPart> {
        Serializer() {
            super(24, false);
        }

        @Override
        public DayPart createInstance() {
            return new DayPart();
        }

        @Override
        public DayPart copy(DayPart from, DayPart to) {
            to.day = from.day;
            to.isBidder = from.isBidder;
            to.counts = from.counts;
            return to;
        }

        @Override
        public void serialize(DayPart record, DataOutputView out) throws IOException {
            out.writeLong(record.day);
            out.writeLong(record.isBidder);
            out.writeLong(record.counts);
        }

        @Override
        public DayPart deserialize(DayPart reuse, DataInputView in) throws IOException {
            reuse.day = in.readLong();
            reuse.isBidder = in.readLong();
            reuse.counts = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<DayPart> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DayPart> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
