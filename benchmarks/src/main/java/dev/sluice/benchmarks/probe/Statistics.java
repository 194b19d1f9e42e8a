package dev.sluice.benchmarks.probe;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.workload.KV;

/** Twelve numbers about a key's values: 96 bytes, most of which change with every record. */
final class Statistics {
    private long sum;
    private long count;
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;
    private long evens;
    private long negatives;
    private long squares;
    private long cubes;
    private long parity;
    private long anyBit;
    private long everyBit = -1;
    private long mixed;

    private void add(long value) {
        sum += value;
        count++;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
        evens += 1 - (value & 1);
        negatives += value >>> 63;
        squares += value * value;
        cubes += value * value * value;
        parity ^= value;
        anyBit |= value;
        everyBit &= value;
        mixed += value * 0x9e3779b97f4a7c15L;
    }

    private void add(Statistics other) {
        sum += other.sum;
        count += other.count;
        smallest = Math.min(smallest, other.smallest);
        largest = Math.max(largest, other.largest);
        evens += other.evens;
        negatives += other.negatives;
        squares += other.squares;
        cubes += other.cubes;
        parity ^= other.parity;
        anyBit |= other.anyBit;
        everyBit &= other.everyBit;
        mixed += other.mixed;
    }

    /** The sum is the result, so that outputs are those of a running sum. */
    static final class OfValues implements AggregateFunction<KV, Statistics, Long> {
        OfValues() {}

        @Override
        public Statistics createAccumulator() {
            return new Statistics();
        }

        @Override
        public Statistics add(KV kv, Statistics statistics) {
            statistics.add(kv.value());
            return statistics;
        }

        @Override
        public Long result(Statistics statistics) {
            return statistics.sum;
        }

        @Override
        public Statistics merge(Statistics into, Statistics other) {
            into.add(other);
            return into;
        }
    }
}
