package dev.sluice.api.function;

/**
 * Combines two records into one of the same type. It must be associative.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface ReduceFunction<T> extends UserFunction {

    /**
     * @param reduced what has been reduced so far; may be changed and returned
     * @param record the next record
     * @return both combined, never null
     * @throws Exception fails the attempt, with the operator and the record named
     */
    T reduce(T reduced, T record) throws Exception;
}
