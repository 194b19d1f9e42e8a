package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.LongAggregateFunction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several aggregates over the same records.
 *
 * @param <T> the type of the records
 * @param <R> the type of the result
 */
abstract class CombinedAggregate<T, R> implements AggregateFunction<T, CombinedAccumulator, R> {
    private final Part[] parts;

    CombinedAggregate(List<AggregateFunction<? super T, ?, ?>> aggregates) {
        parts = new Part[aggregates.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Part.of(aggregates.get(i));
        }
    }

    @Override
    public CombinedAccumulator createAccumulator() {
        CombinedAccumulator accumulator = new CombinedAccumulator(parts.length);
        for (int i = 0; i < parts.length; i++) {
            parts[i].create(accumulator, i);
        }
        return accumulator;
    }

    @Override
    public CombinedAccumulator add(T record, CombinedAccumulator accumulator) throws Exception {
        for (int i = 0; i < parts.length; i++) {
            parts[i].add(record, accumulator, i);
        }
        return accumulator;
    }

    @Override
    public CombinedAccumulator merge(CombinedAccumulator into, CombinedAccumulator other) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].merge(into, other, i);
        }
        return into;
    }

    @Override
    public @Nullable CombinedAccumulator copy(CombinedAccumulator accumulator) {
        CombinedAccumulator copy = new CombinedAccumulator(parts.length);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].copy(accumulator, copy, i)) {
                return null;
            }
        }
        return copy;
    }

    /** The i-th aggregate's result. Its type is the one the constructor was given. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    final <X> X part(CombinedAccumulator accumulator, int i) {
        return (X) parts[i].result(accumulator, i);
    }

    private sealed interface Part {
        static Part of(AggregateFunction<?, ?, ?> aggregate) {
            @SuppressWarnings("unchecked") // the parts are given this aggregate's own records and accumulators only
            AggregateFunction<Object, Object, Object> any = (AggregateFunction<Object, Object, Object>) aggregate;
            if (aggregate instanceof LongAggregateFunction<?> longs) {
                @SuppressWarnings("unchecked")
                LongAggregateFunction<Object> typed = (LongAggregateFunction<Object>) longs;
                return new LongPart(typed);
            }
            return new ObjectPart(any);
        }

        void create(CombinedAccumulator accumulator, int i);

        void add(Object record, CombinedAccumulator accumulator, int i) throws Exception;

        void merge(CombinedAccumulator into, CombinedAccumulator other, int i);

        boolean copy(CombinedAccumulator from, CombinedAccumulator to, int i);

        Object result(CombinedAccumulator accumulator, int i);
    }

    private record LongPart(LongAggregateFunction<Object> aggregate) implements Part {
        @Override
        public void create(CombinedAccumulator accumulator, int i) {
            accumulator.longs[i] = aggregate.initial();
        }

        @Override
        public void add(Object record, CombinedAccumulator accumulator, int i) throws Exception {
            accumulator.longs[i] = aggregate.addLong(record, accumulator.longs[i]);
        }

        @Override
        public void merge(CombinedAccumulator into, CombinedAccumulator other, int i) {
            into.longs[i] = aggregate.mergeLong(into.longs[i], other.longs[i]);
        }

        @Override
        public boolean copy(CombinedAccumulator from, CombinedAccumulator to, int i) {
            to.longs[i] = from.longs[i];
            return true;
        }

        @Override
        public Object result(CombinedAccumulator accumulator, int i) {
            return accumulator.longs[i];
        }
    }

    private record ObjectPart(AggregateFunction<Object, Object, Object> aggregate) implements Part {
        @Override
        public void create(CombinedAccumulator accumulator, int i) {
            accumulator.objects[i] = aggregate.createAccumulator();
        }

        @Override
        public void add(Object record, CombinedAccumulator accumulator, int i) throws Exception {
            accumulator.objects[i] = aggregate.add(record, value(accumulator, i));
        }

        @Override
        public void merge(CombinedAccumulator into, CombinedAccumulator other, int i) {
            into.objects[i] = aggregate.merge(value(into, i), value(other, i));
        }

        @Override
        public boolean copy(CombinedAccumulator from, CombinedAccumulator to, int i) {
            Object copy = aggregate.copy(value(from, i));
            to.objects[i] = copy;
            return copy != null;
        }

        @Override
        public Object result(CombinedAccumulator accumulator, int i) {
            return aggregate.result(value(accumulator, i));
        }

        private static Object value(CombinedAccumulator accumulator, int i) {
            return Objects.requireNonNull(accumulator.objects[i]);
        }
    }
}
