package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.UserFunction;
import java.util.List;

/**
 * Two aggregates over the same records, see {@link Aggregates#of(AggregateFunction, AggregateFunction)}.
 *
 * @param <T> the type of the records
 * @param <A> the first one's result
 * @param <B> the second one's result
 */
public final class Combined2<T, A, B> extends CombinedAggregate<T, Combined2.Results<A, B>> {

    Combined2(AggregateFunction<? super T, ?, A> a, AggregateFunction<? super T, ?, B> b) {
        super(List.of(a, b));
    }

    @Override
    public Results<A, B> result(CombinedAccumulator accumulator) {
        return new Results<>(part(accumulator, 0), part(accumulator, 1));
    }

    /**
     * The results of two aggregates.
     *
     * @param a of the first
     * @param b of the second
     * @param <A> its type
     * @param <B> its type
     */
    public record Results<A, B>(A a, B b) {}

    /**
     * Makes a window's result of them.
     *
     * @param <K> the type of the key
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @param <R> the type of the result
     */
    @FunctionalInterface
    public interface WindowResult<K, A, B, R> extends UserFunction {
        /**
         * @param window the window that fires
         * @param key the key
         * @param a the first one's result
         * @param b the second one's result
         * @return the result
         * @throws Exception fails the attempt
         */
        R apply(Window window, K key, A a, B b) throws Exception;
    }
}
