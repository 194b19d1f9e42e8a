package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 8.
 *
 * @param id of a person who opened an auction in the window in which it registered
 * @param name its name
 * @param start of the window, epoch milliseconds
 */
public record NewSeller(long id, String name, long start) implements Row {

    @Override
    public long key() {
        return id;
    }

    @Override
    public long value() {
        return name.hashCode();
    }

    @Override
    public long window() {
        return start;
    }
}
