package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.result.DayReport;
import dev.sluice.benchmarks.nexmark.result.Ranks;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Totals of a day, changed in place. */
final class DayTotals {
    static final TypeInformation<DayTotals> TYPE = new FlatType<>(DayTotals.class, new Serializer());

    /** How wide each count of a part is. */
    static final int BITS = 21;

    private static final long MASK = (1L << BITS) - 1;

    long bids1;
    long bids2;
    long bids3;
    long bidders;
    long bidders1;
    long bidders2;
    long bidders3;
    long auctions;
    long auctions1;
    long auctions2;
    long auctions3;

    void add(DayPart part) {
        long count1 = part.counts & MASK;
        long count2 = part.counts >>> BITS & MASK;
        long count3 = part.counts >>> 2 * BITS & MASK;
        if (part.isBidder == 1) {
            bids1 += count1;
            bids2 += count2;
            bids3 += count3;
            bidders++;
            bidders1 += Long.signum(count1);
            bidders2 += Long.signum(count2);
            bidders3 += Long.signum(count3);
        } else {
            auctions++;
            auctions1 += Long.signum(count1);
            auctions2 += Long.signum(count2);
            auctions3 += Long.signum(count3);
        }
    }

    void add(DayTotals other) {
        bids1 += other.bids1;
        bids2 += other.bids2;
        bids3 += other.bids3;
        bidders += other.bidders;
        bidders1 += other.bidders1;
        bidders2 += other.bidders2;
        bidders3 += other.bidders3;
        auctions += other.auctions;
        auctions1 += other.auctions1;
        auctions2 += other.auctions2;
        auctions3 += other.auctions3;
    }

    DayReport report(long day) {
        return new DayReport(
                day,
                new Ranks(bids1 + bids2 + bids3, bids1, bids2, bids3),
                new Ranks(bidders, bidders1, bidders2, bidders3),
                new Ranks(auctions, auctions1, auctions2, auctions3));
    }

    private static final class Serializer extends FlatSerializer<DayTotals> {
        Serializer() {
            super(88, false);
        }

        @Override
        public DayTotals createInstance() {
            return new DayTotals();
        }

        @Override
        public DayTotals copy(DayTotals from, DayTotals to) {
            to.bids1 = from.bids1;
            to.bids2 = from.bids2;
            to.bids3 = from.bids3;
            to.bidders = from.bidders;
            to.bidders1 = from.bidders1;
            to.bidders2 = from.bidders2;
            to.bidders3 = from.bidders3;
            to.auctions = from.auctions;
            to.auctions1 = from.auctions1;
            to.auctions2 = from.auctions2;
            to.auctions3 = from.auctions3;
            return to;
        }

        @Override
        public void serialize(DayTotals record, DataOutputView out) throws IOException {
            out.writeLong(record.bids1);
            out.writeLong(record.bids2);
            out.writeLong(record.bids3);
            out.writeLong(record.bidders);
            out.writeLong(record.bidders1);
            out.writeLong(record.bidders2);
            out.writeLong(record.bidders3);
            out.writeLong(record.auctions);
            out.writeLong(record.auctions1);
            out.writeLong(record.auctions2);
            out.writeLong(record.auctions3);
        }

        @Override
        public DayTotals deserialize(DayTotals reuse, DataInputView in) throws IOException {
            reuse.bids1 = in.readLong();
            reuse.bids2 = in.readLong();
            reuse.bids3 = in.readLong();
            reuse.bidders = in.readLong();
            reuse.bidders1 = in.readLong();
            reuse.bidders2 = in.readLong();
            reuse.bidders3 = in.readLong();
            reuse.auctions = in.readLong();
            reuse.auctions1 = in.readLong();
            reuse.auctions2 = in.readLong();
            reuse.auctions3 = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<DayTotals> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DayTotals> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
