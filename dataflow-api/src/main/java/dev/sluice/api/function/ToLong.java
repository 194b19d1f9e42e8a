package dev.sluice.api.function;

/**
 * Reads a whole number off a record.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface ToLong<T> extends UserFunction {

    /**
     * @param record the record
     * @return the number
     */
    long apply(T record);
}
