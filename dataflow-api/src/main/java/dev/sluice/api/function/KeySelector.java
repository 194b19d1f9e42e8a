package dev.sluice.api.function;

/**
 * Takes the key out of a record. It must be a pure function of the record.
 *
 * @param <T> the type of the records
 * @param <K> the type of the key: a box, a string, an enum, a time type, a record or list of those, or a class with its
 *     own {@code equals} and {@code hashCode}; never an array
 */
@FunctionalInterface
public interface KeySelector<T, K> extends UserFunction {

    /**
     * @param record the record
     * @return its key, never null
     * @throws Exception fails the attempt, with the operator and the record named
     */
    K key(T record) throws Exception;
}
