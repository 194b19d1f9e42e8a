package dev.sluice.api.function;

/**
 * Reads a number off a record.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface ToDouble<T> extends UserFunction {

    /**
     * @param record the record
     * @return the number
     */
    double apply(T record);
}
