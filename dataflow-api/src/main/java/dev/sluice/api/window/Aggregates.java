package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.function.MapFunction;
import dev.sluice.api.function.ToDouble;
import dev.sluice.api.function.ToLong;
import java.util.Set;

/** Ready-made aggregates. */
public final class Aggregates {
    private Aggregates() {}

    /**
     * @param <T> the type of the records
     * @return how many records there were
     */
    public static <T> LongAggregateFunction<T> count() {
        return new LongAggregates.Count<>();
    }

    /**
     * @param number what is summed; the sum wraps around on overflow
     * @param <T> the type of the records
     * @return the sum
     */
    public static <T> LongAggregateFunction<T> sum(ToLong<? super T> number) {
        return new LongAggregates.Sum<>(number);
    }

    /**
     * @param number what is averaged
     * @param <T> the type of the records
     * @return the mean; NaN of nothing
     */
    public static <T> AggregateFunction<T, Mean, Double> average(ToDouble<? super T> number) {
        return new AverageAggregate<>(number);
    }

    /**
     * @param field what is compared
     * @param <T> the type of the records
     * @param <C> the type of the field, immutable
     * @return the largest
     */
    public static <T, C extends Comparable<? super C>> AggregateFunction<T, Extreme<C>, C> max(
            MapFunction<? super T, C> field) {
        return new ExtremeAggregate<>(field, 1);
    }

    /**
     * @param field what is compared
     * @param <T> the type of the records
     * @param <C> the type of the field, immutable
     * @return the smallest
     */
    public static <T, C extends Comparable<? super C>> AggregateFunction<T, Extreme<C>, C> min(
            MapFunction<? super T, C> field) {
        return new ExtremeAggregate<>(field, -1);
    }

    /**
     * Exact: all different values of a key and window are kept.
     *
     * @param field what is counted, with {@code equals} and {@code hashCode}
     * @param <T> the type of the records
     * @param <C> the type of the field, immutable
     * @return how many different values there were
     */
    public static <T, C> AggregateFunction<T, Set<C>, Long> countDistinct(MapFunction<? super T, C> field) {
        return new DistinctCount<>(field);
    }

    /**
     * @param a one aggregate
     * @param b another
     * @param <T> the type of the records
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @return both over the same records
     */
    public static <T, A, B> Combined2<T, A, B> of(
            AggregateFunction<? super T, ?, A> a, AggregateFunction<? super T, ?, B> b) {
        return new Combined2<>(a, b);
    }

    /**
     * @param a one aggregate
     * @param b another
     * @param c another
     * @param <T> the type of the records
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @param <C> the third one's result
     * @return all over the same records
     */
    public static <T, A, B, C> Combined3<T, A, B, C> of(
            AggregateFunction<? super T, ?, A> a,
            AggregateFunction<? super T, ?, B> b,
            AggregateFunction<? super T, ?, C> c) {
        return new Combined3<>(a, b, c);
    }
}
