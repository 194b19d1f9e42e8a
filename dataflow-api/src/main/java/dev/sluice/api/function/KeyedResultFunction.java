package dev.sluice.api.function;

/**
 * Makes an output of a key and its aggregate.
 *
 * @param <K> the type of the key
 * @param <A> the type of the aggregate's result
 * @param <R> the type of the output
 */
@FunctionalInterface
public interface KeyedResultFunction<K, A, R> extends UserFunction {

    /**
     * @param key the key
     * @param aggregate its aggregate's result
     * @return the output
     * @throws Exception fails the attempt
     */
    R apply(K key, A aggregate) throws Exception;
}
