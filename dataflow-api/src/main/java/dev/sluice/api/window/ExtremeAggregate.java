package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.MapFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The smallest or largest value of a field. */
final class ExtremeAggregate<T, C extends Comparable<? super C>> implements AggregateFunction<T, Extreme<C>, C> {
    private final MapFunction<? super T, C> field;
    private final int sign;

    ExtremeAggregate(MapFunction<? super T, C> field, int sign) {
        this.field = field;
        this.sign = sign;
    }

    @Override
    public Extreme<C> createAccumulator() {
        return new Extreme<>();
    }

    @Override
    public Extreme<C> add(T record, Extreme<C> extreme) throws Exception {
        return take(extreme, field.map(record));
    }

    @Override
    public C result(Extreme<C> extreme) {
        return Objects.requireNonNull(extreme.value, "an extreme of nothing");
    }

    @Override
    public Extreme<C> merge(Extreme<C> into, Extreme<C> other) {
        return take(into, other.value);
    }

    @Override
    public Extreme<C> copy(Extreme<C> extreme) {
        return take(new Extreme<>(), extreme.value);
    }

    private Extreme<C> take(Extreme<C> extreme, @Nullable C value) {
        if (value != null && (extreme.value == null || sign * value.compareTo(extreme.value) > 0)) {
            extreme.value = value;
        }
        return extreme;
    }
}
