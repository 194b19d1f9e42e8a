package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.result.WinningBid;

/** The mean of winning prices, rounded down. */
final class MeanPrice implements AggregateFunction<WinningBid, MeanPrice.Sum, Long> {

    /** The prices so far. */
    static final class Sum {
        private long prices;
        private long count;
    }

    @Override
    public Sum createAccumulator() {
        return new Sum();
    }

    @Override
    public Sum add(WinningBid winner, Sum sum) {
        sum.prices += winner.bid().price();
        sum.count++;
        return sum;
    }

    @Override
    public Long result(Sum sum) {
        return sum.prices / sum.count;
    }

    @Override
    public Sum merge(Sum into, Sum other) {
        into.prices += other.prices;
        into.count += other.count;
        return into;
    }

    @Override
    public Sum copy(Sum sum) {
        return merge(new Sum(), sum);
    }
}
