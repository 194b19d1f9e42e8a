package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 15.
 *
 * @param day its first millisecond, UTC
 * @param bids how many bids there were
 * @param bidders how many different bidders
 * @param auctions for how many different auctions
 */
public record DayReport(long day, Ranks bids, Ranks bidders, Ranks auctions) implements Row {

    @Override
    public long key() {
        return 0;
    }

    @Override
    public long value() {
        return auctions.fold(bidders.fold(bids.fold(0)));
    }

    @Override
    public long window() {
        return day;
    }
}
