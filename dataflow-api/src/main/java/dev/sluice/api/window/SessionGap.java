package dev.sluice.api.window;

import dev.sluice.api.function.UserFunction;

/**
 * How much silence ends a session, by the record before it.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface SessionGap<T> extends UserFunction {

    /**
     * @param record a record
     * @return the gap behind it in milliseconds, positive
     * @throws Exception fails the attempt, with the operator and the record named
     */
    long gap(T record) throws Exception;
}
