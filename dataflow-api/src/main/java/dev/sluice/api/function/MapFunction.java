package dev.sluice.api.function;

/**
 * Turns each record into one other.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface MapFunction<T, R> extends UserFunction {

    /**
     * @param record the input
     * @return the result, never null
     * @throws Exception fails the attempt, with the operator and the record named
     */
    R map(T record) throws Exception;
}
