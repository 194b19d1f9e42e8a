package dev.sluice.api.function;

import org.jspecify.annotations.Nullable;

/**
 * Folds records into an accumulator. The engine keeps what one accumulator for each key (and window) holds, and may
 * change it in place. An accumulator of primitive fields is kept as a row of numbers: then the object that the methods
 * get is filled anew for each call, and none may keep it.
 *
 * @param <T> the type of the records
 * @param <A> the type of the accumulator; it may be mutable
 * @param <R> the type of the result
 */
public interface AggregateFunction<T, A, R> extends UserFunction {

    /** @return a new accumulator that has seen nothing */
    A createAccumulator();

    /**
     * @param record the next record
     * @param accumulator what was folded so far; may be changed and returned
     * @return the accumulator to keep
     * @throws Exception fails the attempt, with the operator and the record named
     */
    A add(T record, A accumulator) throws Exception;

    /**
     * @param accumulator what was folded
     * @return the result; it must not share mutable parts with the accumulator, but may be the accumulator itself,
     *     which is then copied
     */
    R result(A accumulator);

    /**
     * Combines two accumulators, as sliding and session windows need it.
     *
     * @param into may be changed and returned
     * @param other must not be changed
     * @return both combined
     */
    A merge(A into, A other);

    /**
     * A copy that shares nothing mutable with the original. Aggregates whose accumulators are copied by hand are faster
     * than those that leave it to the serializer.
     *
     * @param accumulator the original
     * @return the copy, or null to let the engine copy it with its serializer
     */
    default @Nullable A copy(A accumulator) {
        return null;
    }
}
