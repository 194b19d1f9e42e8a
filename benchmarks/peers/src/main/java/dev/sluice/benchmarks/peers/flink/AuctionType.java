package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Auction;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Auctions on their way to another subtask. */
final class AuctionType {
    static final TypeInformation<Auction> TYPE = new FlatType<>(Auction.class, new Serializer());

    private AuctionType() {}

    static final class Serializer extends FlatSerializer<Auction> {
        private static final Auction NONE = new Auction(0, "", "", 0, 0, 0, 0, 0, 0, "");

        Serializer() {
            super(-1, true);
        }

        @Override
        public Auction createInstance() {
            return NONE;
        }

        @Override
        public Auction copy(Auction from, Auction to) {
            return from;
        }

        @Override
        public void serialize(Auction record, DataOutputView out) throws IOException {
            out.writeLong(record.id());
            Texts.write(record.itemName(), out);
            Texts.write(record.description(), out);
            out.writeLong(record.initialBid());
            out.writeLong(record.reserve());
            out.writeLong(record.dateTime());
            out.writeLong(record.expires());
            out.writeLong(record.seller());
            out.writeLong(record.category());
            Texts.write(record.extra(), out);
        }

        @Override
        public Auction deserialize(Auction reuse, DataInputView in) throws IOException {
            return new Auction(
                    in.readLong(),
                    Texts.read(in),
                    Texts.read(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    Texts.read(in));
        }

        @Override
        public TypeSerializerSnapshot<Auction> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Auction> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
