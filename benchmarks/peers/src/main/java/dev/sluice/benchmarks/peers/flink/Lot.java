package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Bids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** An auction that is open, or bids for one that is not known; changed in place. */
final class Lot {
    static final TypeInformation<Lot> TYPE = new FlatType<>(Lot.class, new Serializer());

    @Nullable
    Auction auction;

    @Nullable
    Bid best;

    final List<Bid> early = new ArrayList<>(0);

    /** Takes a bid for the auction, once it is known. */
    void offer(Auction to, Bid bid) {
        if (bid.dateTime() >= to.dateTime()
                && bid.dateTime() <= to.expires()
                && (best == null || Bids.isBefore(bid, best))) {
            best = bid;
        }
    }

    private static final class Serializer extends FlatSerializer<Lot> {
        private static final TypeSerializer<Auction> AUCTIONS = new AuctionType.Serializer();
        private static final TypeSerializer<Bid> BIDS = new BidType.Serializer();

        Serializer() {
            super(-1, false);
        }

        @Override
        public Lot createInstance() {
            return new Lot();
        }

        @Override
        public Lot copy(Lot from, Lot to) {
            to.auction = from.auction;
            to.best = from.best;
            to.early.clear();
            to.early.addAll(from.early);
            return to;
        }

        @Override
        public void serialize(Lot record, DataOutputView out) throws IOException {
            out.writeBoolean(record.auction != null);
            if (record.auction != null) {
                AUCTIONS.serialize(record.auction, out);
            }
            out.writeBoolean(record.best != null);
            if (record.best != null) {
                BIDS.serialize(record.best, out);
            }
            out.writeInt(record.early.size());
            for (Bid bid : record.early) {
                BIDS.serialize(bid, out);
            }
        }

        @Override
        public Lot deserialize(Lot reuse, DataInputView in) throws IOException {
            reuse.auction = in.readBoolean() ? AUCTIONS.deserialize(in) : null;
            reuse.best = in.readBoolean() ? BIDS.deserialize(in) : null;
            reuse.early.clear();
            for (int left = in.readInt(); left > 0; left--) {
                reuse.early.add(BIDS.deserialize(in));
            }
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Lot> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Lot> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
