package dev.sluice.connectors.file;

import dev.sluice.connectors.text.TextBuffer;

/**
 * Writes records of one format, on one thread, file after file.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface RecordEncoder<T> {

    /**
     * Begins a file.
     *
     * @param out where to
     */
    default void begin(TextBuffer out) {}

    /**
     * @param record the record
     * @param out where to
     * @throws Exception if it cannot be written; it fails the attempt
     */
    void encode(T record, TextBuffer out) throws Exception;
}
