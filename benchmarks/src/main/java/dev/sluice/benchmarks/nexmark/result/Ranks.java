package dev.sluice.benchmarks.nexmark.result;

/**
 * How many there were, in all and by the rank of the price.
 *
 * @param total in all
 * @param rank1 with a price below 100 dollars
 * @param rank2 with a price from 100 to 10,000 dollars, exclusive
 * @param rank3 with a price from 10,000 dollars
 */
public record Ranks(long total, long rank1, long rank2, long rank3) {
    /** How many ranks there are. */
    public static final int COUNT = 3;

    /**
     * @param price in cents
     * @return the rank, from 0
     */
    public static int of(long price) {
        return price < 10_000 ? 0 : price < 1_000_000 ? 1 : 2;
    }

    long fold(long before) {
        return Row.fold(Row.fold(Row.fold(Row.fold(before, total), rank1), rank2), rank3);
    }
}
