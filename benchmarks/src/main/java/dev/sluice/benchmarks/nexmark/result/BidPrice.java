package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 2.
 *
 * @param auction the auction's id
 * @param price of a bid, cents
 */
public record BidPrice(long auction, long price) implements Row {

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return price;
    }

    @Override
    public long window() {
        return 0;
    }
}
