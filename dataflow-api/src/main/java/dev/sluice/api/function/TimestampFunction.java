package dev.sluice.api.function;

/**
 * Reads the event time of a record.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface TimestampFunction<T> extends UserFunction {

    /**
     * @param record the record
     * @return its event time in milliseconds since the epoch
     * @throws Exception fails the attempt, with the operator and the record named
     */
    long timestamp(T record) throws Exception;
}
