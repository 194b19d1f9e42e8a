package dev.sluice.api.function;

/**
 * Where a function puts its results. Records keep the order in which they are collected.
 *
 * @param <T> the type of the results
 */
@FunctionalInterface
public interface Collector<T> {

    /**
     * Emits a record with the timestamp of the record (or timer, or window) being processed.
     *
     * @param record the record; if it is mutable it is copied, so the caller may go on changing it
     */
    void collect(T record);
}
