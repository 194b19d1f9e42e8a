package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 6.
 *
 * @param seller a person's id
 * @param auction the id of what was sold last
 * @param mean of the last {@value #LAST} prices, or of as many as there are, rounded down to whole cents
 * @param time when the auction expired, epoch milliseconds
 */
public record SellerPrice(long seller, long auction, long mean, long time) implements Row {
    /** How many prices count. */
    public static final int LAST = 10;

    @Override
    public long key() {
        return seller;
    }

    @Override
    public long value() {
        return Row.fold(auction, mean);
    }

    @Override
    public long window() {
        return time;
    }
}
