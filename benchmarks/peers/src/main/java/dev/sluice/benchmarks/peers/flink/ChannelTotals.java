package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.ChannelReport;
import dev.sluice.benchmarks.nexmark.result.Ranks;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What came through a channel in a day, changed in place. */
final class ChannelTotals {
    static final TypeInformation<ChannelTotals> TYPE = new FlatType<>(ChannelTotals.class, new Serializer());

    private long lastTime = Long.MIN_VALUE;
    private final long[] bids = new long[Ranks.COUNT];
    private IdSet bidders = new IdSet();
    private IdSet auctions = new IdSet();

    void add(Bid bid) {
        int rank = Ranks.of(bid.price());
        lastTime = Math.max(lastTime, bid.dateTime());
        bids[rank]++;
        bidders.add(bid.bidder(), rank);
        auctions.add(bid.auction(), rank);
    }

    void add(ChannelTotals other) {
        lastTime = Math.max(lastTime, other.lastTime);
        for (int rank = 0; rank < Ranks.COUNT; rank++) {
            bids[rank] += other.bids[rank];
        }
        bidders.addAll(other.bidders);
        auctions.addAll(other.auctions);
    }

    ChannelReport report(String channel, long day) {
        Ranks all = new Ranks(bids[0] + bids[1] + bids[2], bids[0], bids[1], bids[2]);
        return new ChannelReport(
                channel, day, ChannelReport.minute(day, lastTime), all, bidders.count(), auctions.count());
    }

    private static final class Serializer extends FlatSerializer<ChannelTotals> {
        Serializer() {
            super(-1, false);
        }

        @Override
        public ChannelTotals createInstance() {
            return new ChannelTotals();
        }

        @Override
        public ChannelTotals copy(ChannelTotals from, ChannelTotals to) {
            ChannelTotals copy = new ChannelTotals();
            copy.add(from);
            return copy;
        }

        @Override
        public void serialize(ChannelTotals totals, DataOutputView out) throws IOException {
            out.writeLong(totals.lastTime);
            for (long count : totals.bids) {
                out.writeLong(count);
            }
            totals.bidders.write(out);
            totals.auctions.write(out);
        }

        @Override
        public ChannelTotals deserialize(ChannelTotals reuse, DataInputView in) throws IOException {
            ChannelTotals totals = new ChannelTotals();
            totals.lastTime = in.readLong();
            for (int rank = 0; rank < Ranks.COUNT; rank++) {
                totals.bids[rank] = in.readLong();
            }
            totals.bidders = IdSet.read(in);
            totals.auctions = IdSet.read(in);
            return totals;
        }

        @Override
        public TypeSerializerSnapshot<ChannelTotals> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChannelTotals> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
