package dev.sluice.api.function;

/**
 * Decides which records go on.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface FilterFunction<T> extends UserFunction {

    /**
     * @param record the input
     * @return whether it goes on
     * @throws Exception fails the attempt, with the operator and the record named
     */
    boolean filter(T record) throws Exception;
}
