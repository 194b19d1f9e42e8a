package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.ChannelReport;
import dev.sluice.benchmarks.nexmark.result.Ranks;

/** What came through a channel. */
final class ChannelTotals implements AggregateFunction<Bid, ChannelTotals.Seen, ChannelTotals.Totals> {

    /** What has come so far. */
    static final class Seen {
        private long lastTime = Long.MIN_VALUE;
        private long rank1;
        private long rank2;
        private long rank3;
        private DistinctIds bidders = new DistinctIds();
        private DistinctIds auctions = new DistinctIds();
    }

    /** What came in a day. */
    record Totals(long lastTime, Ranks bids, Ranks bidders, Ranks auctions) {
        ChannelReport report(String channel, long day) {
            return new ChannelReport(channel, day, ChannelReport.minute(day, lastTime), bids, bidders, auctions);
        }
    }

    @Override
    public Seen createAccumulator() {
        return new Seen();
    }

    @Override
    public Seen add(Bid bid, Seen seen) {
        int rank = Ranks.of(bid.price());
        seen.lastTime = Math.max(seen.lastTime, bid.dateTime());
        switch (rank) {
            case 0 -> seen.rank1++;
            case 1 -> seen.rank2++;
            default -> seen.rank3++;
        }
        seen.bidders.add(bid.bidder(), rank);
        seen.auctions.add(bid.auction(), rank);
        return seen;
    }

    @Override
    public Totals result(Seen seen) {
        long total = seen.rank1 + seen.rank2 + seen.rank3;
        Ranks bids = new Ranks(total, seen.rank1, seen.rank2, seen.rank3);
        return new Totals(seen.lastTime, bids, seen.bidders.count(), seen.auctions.count());
    }

    @Override
    public Seen merge(Seen into, Seen other) {
        into.lastTime = Math.max(into.lastTime, other.lastTime);
        into.rank1 += other.rank1;
        into.rank2 += other.rank2;
        into.rank3 += other.rank3;
        into.bidders.addAll(other.bidders);
        into.auctions.addAll(other.auctions);
        return into;
    }

    @Override
    public Seen copy(Seen seen) {
        Seen copy = new Seen();
        copy.lastTime = seen.lastTime;
        copy.rank1 = seen.rank1;
        copy.rank2 = seen.rank2;
        copy.rank3 = seen.rank3;
        copy.bidders = seen.bidders.copy();
        copy.auctions = seen.auctions.copy();
        return copy;
    }
}
