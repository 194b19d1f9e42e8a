package dev.sluice.api.connector;

import dev.sluice.api.function.OutputTag;

/**
 * Where a source puts what it reads.
 *
 * @param <T> the type of the records
 */
public interface SourceOutput<T> {

    /** @param record a record without a timestamp of the source's own */
    void emit(T record);

    /**
     * @param record a record
     * @param timestamp its event time in epoch milliseconds, if the source knows one
     */
    void emit(T record, long timestamp);

    /**
     * @param tag a side output of the source, for example of dead letters
     * @param record the record
     * @param <X> the type of the side output
     */
    <X> void output(OutputTag<X> tag, X record);
}
