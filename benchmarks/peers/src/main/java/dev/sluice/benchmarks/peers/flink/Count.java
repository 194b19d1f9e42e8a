package dev.sluice.benchmarks.peers.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Counts in place, which Flink allows for accumulators. */
final class Count<T> implements AggregateFunction<T, Counter, Counter> {
    @Override
    public Counter createAccumulator() {
        return new Counter();
    }

    @Override
    public Counter add(T event, Counter counter) {
        counter.count++;
        return counter;
    }

    @Override
    public Counter getResult(Counter counter) {
        return counter;
    }

    @Override
    public Counter merge(Counter a, Counter b) {
        a.count += b.count;
        return a;
    }
}
