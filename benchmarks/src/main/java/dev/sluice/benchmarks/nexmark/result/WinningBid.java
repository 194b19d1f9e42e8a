package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;

/**
 * An output of query 9.
 *
 * @param auction an auction that has had a bid while it was open
 * @param bid the best of them
 */
public record WinningBid(Auction auction, Bid bid) implements Row {

    @Override
    public long key() {
        return auction.id();
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(Bids.value(bid), bid.dateTime()), Row.fold(auction.seller(), auction.category()));
    }

    @Override
    public long window() {
        return auction.expires();
    }
}
