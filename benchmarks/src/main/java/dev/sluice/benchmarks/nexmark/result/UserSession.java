package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 11.
 *
 * @param bidder a person's id
 * @param bids how many the person made in the session
 * @param start the time of the first, epoch milliseconds
 * @param end the time of the last, and the gap
 */
public record UserSession(long bidder, long bids, long start, long end) implements Row {

    @Override
    public long key() {
        return bidder;
    }

    @Override
    public long value() {
        return Row.fold(bids, end - start);
    }

    @Override
    public long window() {
        return start;
    }
}
