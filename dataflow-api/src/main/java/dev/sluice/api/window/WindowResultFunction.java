package dev.sluice.api.window;

import dev.sluice.api.function.UserFunction;

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
     * @return the result, emitted with the timestamp {@code window.end() - 1}; for a global window with that of the
     *     record or timer that made it fire
     * @throws Exception fails the attempt, with the operator and the key named
     */
    R apply(Window window, K key, A aggregate) throws Exception;
}
