package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 5.
 *
 * @param auction an auction that no other has more bids than, in the window
 * @param bids how many
 * @param start of the window, epoch milliseconds
 */
public record HotItem(long auction, long bids, long start) implements Row {

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return bids;
    }

    @Override
    public long window() {
        return start;
    }
}
