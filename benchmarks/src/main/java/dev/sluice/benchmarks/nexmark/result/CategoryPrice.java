package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 4.
 *
 * @param category a category
 * @param day the first millisecond of the day in which the auctions expired, epoch milliseconds
 * @param mean of the prices at which they were sold, rounded down to whole cents
 */
public record CategoryPrice(long category, long day, long mean) implements Row {

    @Override
    public long key() {
        return category;
    }

    @Override
    public long value() {
        return mean;
    }

    @Override
    public long window() {
        return day;
    }
}
