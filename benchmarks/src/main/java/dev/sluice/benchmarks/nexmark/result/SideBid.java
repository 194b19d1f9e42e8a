package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Bid;

/**
 * An output of query 13.
 *
 * @param auction the auction's id
 * @param bidder a person's id
 * @param price cents
 * @param dateTime when, epoch milliseconds
 * @param found what the table says of the auction
 */
public record SideBid(long auction, long bidder, long price, long dateTime, String found) implements Row {

    /**
     * @param bid a bid
     * @param value what the table says
     * @return both
     */
    public static SideBid of(Bid bid, String value) {
        return new SideBid(bid.auction(), bid.bidder(), bid.price(), bid.dateTime(), value);
    }

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(bidder, price), found.hashCode());
    }

    @Override
    public long window() {
        return dateTime;
    }
}
