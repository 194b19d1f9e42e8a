package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.AuctionReport;
import dev.sluice.benchmarks.nexmark.result.Ranks;

/** How many bids an auction had, and at which prices. */
final class AuctionTotals implements AggregateFunction<Bid, AuctionTotals.Prices, AuctionTotals.Totals> {

    /** The bids so far. */
    static final class Prices {
        private long rank1;
        private long rank2;
        private long rank3;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;
        private long sum;
    }

    /** The bids of a day. */
    record Totals(Ranks bids, long min, long max, long sum) {
        AuctionReport report(long auction, long day) {
            return new AuctionReport(auction, day, bids, min, max, sum / bids.total(), sum);
        }
    }

    @Override
    public Prices createAccumulator() {
        return new Prices();
    }

    @Override
    public Prices add(Bid bid, Prices prices) {
        long price = bid.price();
        switch (Ranks.of(price)) {
            case 0 -> prices.rank1++;
            case 1 -> prices.rank2++;
            default -> prices.rank3++;
        }
        prices.min = Math.min(prices.min, price);
        prices.max = Math.max(prices.max, price);
        prices.sum += price;
        return prices;
    }

    @Override
    public Totals result(Prices prices) {
        long total = prices.rank1 + prices.rank2 + prices.rank3;
        return new Totals(
                new Ranks(total, prices.rank1, prices.rank2, prices.rank3), prices.min, prices.max, prices.sum);
    }

    @Override
    public Prices merge(Prices into, Prices other) {
        into.rank1 += other.rank1;
        into.rank2 += other.rank2;
        into.rank3 += other.rank3;
        into.min = Math.min(into.min, other.min);
        into.max = Math.max(into.max, other.max);
        into.sum += other.sum;
        return into;
    }

    @Override
    public Prices copy(Prices prices) {
        return merge(new Prices(), prices);
    }
}
