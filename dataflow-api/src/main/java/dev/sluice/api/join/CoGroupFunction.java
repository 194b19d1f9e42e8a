package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.UserFunction;
import dev.sluice.api.window.Window;
import java.util.List;

/**
 * Turns what a window holds of two streams into results.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface CoGroupFunction<K, A, B, R> extends UserFunction {

    /**
     * @param key the key
     * @param window the window that fires
     * @param left its left records, in order of arrival; may be empty, but then the right ones are not
     * @param right its right records, in order of arrival
     * @param out where results go; they carry the timestamp {@code window.end() - 1}
     * @throws Exception fails the attempt, with the operator and the key named
     */
    void coGroup(K key, Window window, List<A> left, List<B> right, Collector<R> out) throws Exception;
}
