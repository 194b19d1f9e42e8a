package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;

/**
 * An output of query 20.
 *
 * @param auction an auction of the category in question
 * @param bid a bid for it
 */
public record AuctionBid(Auction auction, Bid bid) implements Row {

    @Override
    public long key() {
        return auction.id();
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(Bids.value(bid), auction.seller()), auction.initialBid());
    }

    @Override
    public long window() {
        return bid.dateTime();
    }
}
