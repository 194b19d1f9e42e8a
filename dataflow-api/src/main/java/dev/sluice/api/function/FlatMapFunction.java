package dev.sluice.api.function;

/**
 * Turns each record into any number of others.
 *
 * @param <T> the type of the input
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends UserFunction {

    /**
     * @param record the input
     * @param out where the results go, with the input's timestamp
     * @throws Exception fails the attempt, with the operator and the record named
     */
    void flatMap(T record, Collector<R> out) throws Exception;
}
