package dev.sluice.api.function;

import dev.sluice.api.window.Window;

/**
 * Makes a result of a window's aggregate.
 *
 * @param <K> the type of the key
 * @param <A> the type of the aggregate's result
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface WindowResultFunction<K, A, R> extends UserFunction {

    /**
     * @param window the window that fires
     * @param key the key
     * @param aggregate the aggregate's result
     * @return the result, emitted with the timestamp {@code window.end() - 1}
     * @throws Exception fails the attempt, with the operator and the key named
     */
    R apply(Window window, K key, A aggregate) throws Exception;
}
