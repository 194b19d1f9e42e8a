package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.ToLong;
import java.util.ArrayList;
import java.util.List;

/** All records with the greatest number, of those that tie. */
final class Greatest<T> implements AggregateFunction<T, Greatest.Leaders<T>, List<T>> {
    private final ToLong<? super T> number;

    Greatest(ToLong<? super T> number) {
        this.number = number;
    }

    /** The records that lead so far. */
    static final class Leaders<T> {
        private long number = Long.MIN_VALUE;
        private final List<T> records = new ArrayList<>();
    }

    @Override
    public Leaders<T> createAccumulator() {
        return new Leaders<>();
    }

    @Override
    public Leaders<T> add(T record, Leaders<T> leaders) {
        long measured = number.apply(record);
        if (measured >= leaders.number) {
            lead(leaders, measured);
            leaders.records.add(record);
        }
        return leaders;
    }

    @Override
    public List<T> result(Leaders<T> leaders) {
        return List.copyOf(leaders.records);
    }

    @Override
    public Leaders<T> merge(Leaders<T> into, Leaders<T> other) {
        if (other.number >= into.number) {
            lead(into, other.number);
            into.records.addAll(other.records);
        }
        return into;
    }

    @Override
    public Leaders<T> copy(Leaders<T> leaders) {
        return merge(new Leaders<>(), leaders);
    }

    private static void lead(Leaders<?> leaders, long number) {
        if (number > leaders.number) {
            leaders.number = number;
            leaders.records.clear();
        }
    }
}
