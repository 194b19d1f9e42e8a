package dev.sluice.api.function;

import java.io.Serializable;

/**
 * What all user functions share.
 *
 * <p>It is {@link Serializable} for one reason: the compiler then records a lambda's types, from which Sluice learns
 * the type of a key or an accumulator without being told. A function is never serialized.
 */
public interface UserFunction extends Serializable {

    /**
     * Called once on each subtask before the first record.
     *
     * @param task where the function runs
     * @throws Exception whatever makes it impossible to start; it fails the attempt
     */
    default void open(TaskInfo task) throws Exception {}

    /**
     * Called once when the subtask ends, after a failure too.
     *
     * @throws Exception logged, never fatal
     */
    default void close() throws Exception {}
}
