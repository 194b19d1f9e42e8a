package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Bid;

/**
 * An output of query 19.
 *
 * @param bid one of the highest bids for an auction
 * @param rank its place among them, from 1
 */
public record RankedBid(Bid bid, int rank) implements Row {
    /** How many of an auction's bids are reported. */
    public static final int TOP = 10;

    @Override
    public long key() {
        return bid.auction();
    }

    @Override
    public long value() {
        return Row.fold(Bids.value(bid), rank);
    }

    @Override
    public long window() {
        return bid.dateTime();
    }
}
