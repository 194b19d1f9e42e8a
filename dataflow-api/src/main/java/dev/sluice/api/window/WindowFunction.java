package dev.sluice.api.window;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.UserFunction;

/**
 * Turns what a window holds into results when it fires.
 *
 * @param <K> the type of the key
 * @param <I> the type of the elements: the window's records, or the one result of an incremental aggregate
 * @param <O> the type of the results
 */
@FunctionalInterface
public interface WindowFunction<K, I, O> extends UserFunction {

    /**
     * @param key the key
     * @param window the window that fires
     * @param elements what it holds, in order of arrival; where windows overlap, slice by slice, and where sessions
     *     have merged, session by session
     * @param out where the results go; they carry the timestamp {@code window.end() - 1}, those of a global window that
     *     of the record or timer that made it fire
     * @throws Exception fails the attempt, with the operator and the key named
     */
    void apply(K key, Window window, Iterable<I> elements, Collector<O> out) throws Exception;
}
