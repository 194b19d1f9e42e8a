package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Bid;

/**
 * An output of query 22.
 *
 * @param auction the auction's id
 * @param bidder a person's id
 * @param price cents
 * @param channel through which the bid came
 * @param dir1 the first directory of the bid's url, empty if it has none
 * @param dir2 the second
 * @param dir3 the third
 */
public record BidDirectories(
        long auction, long bidder, long price, String channel, String dir1, String dir2, String dir3) implements Row {

    /**
     * @param bid a bid
     * @return it with the third, fourth and fifth part of its url as slashes divide it, counted from 0
     */
    public static BidDirectories of(Bid bid) {
        String url = bid.url();
        int first = after(url, after(url, after(url, 0)));
        int second = after(url, first);
        int third = after(url, second);
        int end = after(url, third);
        return new BidDirectories(
                bid.auction(),
                bid.bidder(),
                bid.price(),
                bid.channel(),
                part(url, first, second),
                part(url, second, third),
                part(url, third, end));
    }

    /** The place behind the next slash; one behind the end of the url if there is none. */
    private static int after(String url, int from) {
        int slash = url.indexOf('/', from);
        return slash < 0 ? url.length() + 1 : slash + 1;
    }

    private static String part(String url, int from, int next) {
        return from > url.length() ? "" : url.substring(from, next - 1);
    }

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        long bid = Row.fold(bidder, price);
        return Row.fold(Row.fold(Row.fold(bid, dir1.hashCode()), dir2.hashCode()), dir3.hashCode());
    }

    @Override
    public long window() {
        return 0;
    }
}
