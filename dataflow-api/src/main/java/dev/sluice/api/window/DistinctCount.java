package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.MapFunction;
import java.util.HashSet;
import java.util.Set;

/** How many different values there were: exact, so all of them are kept. */
final class DistinctCount<T, C> implements AggregateFunction<T, Set<C>, Long> {
    private final MapFunction<? super T, C> field;

    DistinctCount(MapFunction<? super T, C> field) {
        this.field = field;
    }

    @Override
    public Set<C> createAccumulator() {
        return new HashSet<>();
    }

    @Override
    public Set<C> add(T record, Set<C> seen) throws Exception {
        seen.add(field.map(record));
        return seen;
    }

    @Override
    public Long result(Set<C> seen) {
        return (long) seen.size();
    }

    @Override
    public Set<C> merge(Set<C> into, Set<C> other) {
        into.addAll(other);
        return into;
    }

    @Override
    public Set<C> copy(Set<C> seen) {
        return new HashSet<>(seen);
    }
}
