package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.result.SellerPrice;

/** The mean of the last prices, rounded down. */
final class LastMean implements AggregateFunction<Long, LastMean.Prices, Long> {

    /** The last prices, in a ring. */
    static final class Prices {
        private final long[] ring = new long[SellerPrice.LAST];
        private long sum;
        private long count;
    }

    @Override
    public Prices createAccumulator() {
        return new Prices();
    }

    @Override
    public Prices add(Long price, Prices prices) {
        int place = (int) (prices.count++ % SellerPrice.LAST);
        prices.sum += price - prices.ring[place];
        prices.ring[place] = price;
        return prices;
    }

    @Override
    public Long result(Prices prices) {
        return prices.sum / Math.min(prices.count, SellerPrice.LAST);
    }

    /** The other's prices come after those of the first. */
    @Override
    public Prices merge(Prices into, Prices other) {
        long kept = Math.min(other.count, SellerPrice.LAST);
        for (long i = other.count - kept; i < other.count; i++) {
            add(other.ring[(int) (i % SellerPrice.LAST)], into);
        }
        return into;
    }

    @Override
    public Prices copy(Prices prices) {
        Prices copy = new Prices();
        System.arraycopy(prices.ring, 0, copy.ring, 0, copy.ring.length);
        copy.sum = prices.sum;
        copy.count = prices.count;
        return copy;
    }
}
