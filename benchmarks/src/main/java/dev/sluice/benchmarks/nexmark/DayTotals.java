package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.result.DayReport;
import dev.sluice.benchmarks.nexmark.result.Ranks;

/** Sums up a day's parts. Each bid is in the part of its bidder and in that of its auction; it is counted in one. */
final class DayTotals implements AggregateFunction<DayPart, DayTotals.Sums, DayTotals.Totals> {

    /** The sums so far. */
    static final class Sums {
        private final long[] bids = new long[Ranks.COUNT];
        private final RankTally bidders = new RankTally();
        private final RankTally auctions = new RankTally();
    }

    /** The sums of a day. */
    record Totals(Ranks bids, Ranks bidders, Ranks auctions) {
        DayReport report(long day) {
            return new DayReport(day, bids, bidders, auctions);
        }
    }

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    @Override
    public Sums add(DayPart part, Sums sums) {
        RankTally tally = part.bidder() ? sums.bidders : sums.auctions;
        tally.total++;
        for (int rank = 0; rank < Ranks.COUNT; rank++) {
            long bids = RankCounts.of(part.counts(), rank);
            if (bids > 0) {
                tally.byRank[rank]++;
            }
            if (part.bidder()) {
                sums.bids[rank] += bids;
            }
        }
        return sums;
    }

    @Override
    public Totals result(Sums sums) {
        long[] bids = sums.bids;
        return new Totals(
                new Ranks(bids[0] + bids[1] + bids[2], bids[0], bids[1], bids[2]),
                sums.bidders.ranks(),
                sums.auctions.ranks());
    }

    @Override
    public Sums merge(Sums into, Sums other) {
        into.bidders.add(other.bidders);
        into.auctions.add(other.auctions);
        for (int rank = 0; rank < Ranks.COUNT; rank++) {
            into.bids[rank] += other.bids[rank];
        }
        return into;
    }

    @Override
    public Sums copy(Sums sums) {
        return merge(new Sums(), sums);
    }
}
