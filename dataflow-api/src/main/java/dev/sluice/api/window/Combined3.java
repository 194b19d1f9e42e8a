package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.UserFunction;
import java.util.List;

/**
 * Three aggregates over the same records, see {@link Aggregates#of(AggregateFunction, AggregateFunction,
 * AggregateFunction)}.
 *
 * @param <T> the type of the records
 * @param <A> the first one's result
 * @param <B> the second one's result
 * @param <C> the third one's result
 */
public final class Combined3<T, A, B, C> extends CombinedAggregate<T, Combined3.Results<A, B, C>> {

    Combined3(
            AggregateFunction<? super T, ?, A> a,
            AggregateFunction<? super T, ?, B> b,
            AggregateFunction<? super T, ?, C> c) {
        super(List.of(a, b, c));
    }

    @Override
    public Results<A, B, C> result(CombinedAccumulator accumulator) {
        return new Results<>(part(accumulator, 0), part(accumulator, 1), part(accumulator, 2));
    }

    /**
     * The results of three aggregates.
     *
     * @param a of the first
     * @param b of the second
     * @param c of the third
     * @param <A> its type
     * @param <B> its type
     * @param <C> its type
     */
    public record Results<A, B, C>(A a, B b, C c) {}

    /**
     * Makes a window's result of them.
     *
     * @param <K> the type of the key
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @param <C> the third one's result
     * @param <R> the type of the result
     */
    @FunctionalInterface
    public interface WindowResult<K, A, B, C, R> extends UserFunction {
        /**
         * @param window the window that fires
         * @param key the key
         * @param a the first one's result
         * @param b the second one's result
         * @param c the third one's result
         * @return the result
         * @throws Exception fails the attempt
         */
        R apply(Window window, K key, A a, B b, C c) throws Exception;
    }
}
