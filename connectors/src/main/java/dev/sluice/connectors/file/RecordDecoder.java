package dev.sluice.connectors.file;

import dev.sluice.connectors.text.MalformedRecordException;
import org.jspecify.annotations.Nullable;

/**
 * How records of one format stand in bytes. One instance reads one file, on one thread, and is told of each record
 * twice: {@link #frame} finds its end, and if the record is wanted, {@link #decode} is called for what was framed last.
 *
 * @param <T> the type of the records
 */
public interface RecordDecoder<T> {
    /** The record's end is not among the bytes at hand. */
    int INCOMPLETE = -1;

    /**
     * Finds the end of a record.
     *
     * @param bytes holds the record
     * @param from where it begins
     * @param to where the bytes at hand end, behind {@code from}
     * @param last whether the file ends there; then there is always an end
     * @return where the next record begins, or {@link #INCOMPLETE}
     */
    int frame(byte[] bytes, int from, int to, boolean last);

    /**
     * @param bytes holds the record framed last
     * @param from where it begins
     * @param to where the next one begins
     * @return the record, or null for a line that holds none
     * @throws MalformedRecordException if it cannot be read
     */
    @Nullable
    T decode(byte[] bytes, int from, int to) throws MalformedRecordException;

    /** @return whether a file begins with a header: then {@link #header} is called before the first record */
    default boolean hasHeader() {
        return false;
    }

    /**
     * @param bytes holds the record framed last
     * @param from where it begins
     * @param to where the next one begins
     * @return whether it is the header; false for a blank line before it
     * @throws MalformedRecordException if this header does not fit the records
     */
    default boolean header(byte[] bytes, int from, int to) throws MalformedRecordException {
        return true;
    }

    /**
     * @return a byte after which a line's end may be inside a record, in the rest of the file; or -1 if a record always
     *     begins after each line feed
     */
    default int lineHidingByte() {
        return -1;
    }
}
