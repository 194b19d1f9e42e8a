package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 17. Prices are in cents.
 *
 * @param auction the auction's id
 * @param day its first millisecond, UTC
 * @param bids how many bids there were
 * @param minPrice the lowest
 * @param maxPrice the highest
 * @param avgPrice the mean, rounded down
 * @param sumPrice the sum
 */
public record AuctionReport(
        long auction, long day, Ranks bids, long minPrice, long maxPrice, long avgPrice, long sumPrice) implements Row {

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(Row.fold(Row.fold(bids.fold(0), minPrice), maxPrice), avgPrice), sumPrice);
    }

    @Override
    public long window() {
        return day;
    }
}
