package dev.sluice.api.window;

import dev.sluice.api.function.UserFunction;
import java.util.List;

/**
 * Takes records out of a window when it fires. A window with an evictor keeps all its records, with their times, and
 * folds them each time it fires. If none is left before the window's function is called, nothing is emitted. The
 * records themselves must not be changed.
 *
 * @param <T> the type of the records
 */
public interface Evictor<T> extends UserFunction {

    /**
     * Called before the window's function sees the records.
     *
     * @param records what the window holds, in order of arrival; what is removed is gone for later firings too
     * @param window the window
     * @param now the watermark, or the wall clock for windows of processing time; epoch milliseconds
     * @throws Exception fails the attempt, with the operator and the key named
     */
    default void evictBefore(List<TimedValue<T>> records, Window window, long now) throws Exception {}

    /**
     * Called after the window's function has seen the records.
     *
     * @param records what the window holds, in order of arrival; what is removed is gone for later firings
     * @param window the window
     * @param now the watermark, or the wall clock for windows of processing time; epoch milliseconds
     * @throws Exception fails the attempt, with the operator and the key named
     */
    default void evictAfter(List<TimedValue<T>> records, Window window, long now) throws Exception {}
}
