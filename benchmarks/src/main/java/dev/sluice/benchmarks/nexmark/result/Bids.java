package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Bid;

/** What queries compute of bids. */
public final class Bids {
    private static final int SELECTED = 123;

    private Bids() {}

    /**
     * For outputs that are bids: their key is the auction, their window the event time.
     *
     * @param bid an output
     * @return its value
     */
    public static long value(Bid bid) {
        return Row.fold(bid.bidder(), bid.price());
    }

    /**
     * Query 1.
     *
     * @param bid in dollars
     * @return the bid in euros, rounded down to whole cents
     */
    public static Bid inEuros(Bid bid) {
        return new Bid(
                bid.auction(),
                bid.bidder(),
                bid.price() * 908 / 1_000,
                bid.channel(),
                bid.url(),
                bid.dateTime(),
                bid.extra());
    }

    /**
     * Query 2.
     *
     * @param bid a bid
     * @return whether it is for one of the selected auctions
     */
    public static boolean isSelected(Bid bid) {
        return bid.auction() % SELECTED == 0;
    }

    /**
     * Query 18.
     *
     * @param a a bid
     * @param b another of the same bidder for the same auction
     * @return the later one; of two in the same millisecond the higher one, of two that are equally high either
     */
    public static Bid last(Bid a, Bid b) {
        if (a.dateTime() != b.dateTime()) {
            return a.dateTime() > b.dateTime() ? a : b;
        }
        return a.price() >= b.price() ? a : b;
    }

    /**
     * Query 19.
     *
     * @param a a bid
     * @param b another for the same auction
     * @return whether the first is ranked before the other: the higher price, then the earlier time, then the lower
     *     bidder's id; of two that have all in common neither is
     */
    public static boolean isBefore(Bid a, Bid b) {
        if (a.price() != b.price()) {
            return a.price() > b.price();
        }
        if (a.dateTime() != b.dateTime()) {
            return a.dateTime() < b.dateTime();
        }
        return a.bidder() < b.bidder();
    }
}
