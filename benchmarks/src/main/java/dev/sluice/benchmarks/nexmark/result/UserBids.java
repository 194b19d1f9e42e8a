package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 12. Which bids fall into a window depends on the wall clock, their sum does not: the value is the
 * plain count, and there is no window in the three numbers.
 *
 * @param bidder a person's id
 * @param bids how many the person made in the window
 * @param start of the window of processing time, epoch milliseconds
 */
public record UserBids(long bidder, long bids, long start) implements Row {

    @Override
    public long key() {
        return bidder;
    }

    @Override
    public long value() {
        return bids;
    }

    @Override
    public long window() {
        return 0;
    }
}
