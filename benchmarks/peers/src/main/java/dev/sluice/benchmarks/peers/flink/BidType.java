package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whole bids on their way to another subtask. */
final class BidType {
    static final TypeInformation<Bid> TYPE = new FlatType<>(Bid.class, new Serializer());

    private BidType() {}

    static final class Serializer extends FlatSerializer<Bid> {
        private static final Bid NONE = new Bid(0, 0, 0, "", "", 0, "");

        Serializer() {
            super(-1, true);
        }

        @Override
        public Bid createInstance() {
            return NONE;
        }

        @Override
        public Bid copy(Bid from, Bid to) {
            return from;
        }

        @Override
        public void serialize(Bid bid, DataOutputView out) throws IOException {
            out.writeLong(bid.auction());
            out.writeLong(bid.bidder());
            out.writeLong(bid.price());
            Texts.write(bid.channel(), out);
            Texts.write(bid.url(), out);
            out.writeLong(bid.dateTime());
            Texts.write(bid.extra(), out);
        }

        @Override
        public Bid deserialize(Bid reuse, DataInputView in) throws IOException {
            return new Bid(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    Texts.read(in),
                    Texts.read(in),
                    in.readLong(),
                    Texts.read(in));
        }

        @Override
        public TypeSerializerSnapshot<Bid> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bid> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
