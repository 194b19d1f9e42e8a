package dev.sluice.api.connector;

/**
 * Reads one split. Called by one thread at a time.
 *
 * @param <T> the type of the records
 */
public interface SourceReader<T> extends AutoCloseable {

    /** What a call of {@link #read} left behind. */
    enum Status {
        /** There may be more at once. */
        MORE,
        /** There is nothing now, but there may be later. */
        IDLE,
        /** The split is read to its end. */
        END
    }

    /**
     * Emits what is there, without waiting for more.
     *
     * @param out where to
     * @param limit how many records at most
     * @return whether there is more
     * @throws BadRecordException for a record that cannot be read; it fails the job at once, without a restart
     * @throws Exception for anything else; it fails the attempt
     */
    Status read(SourceOutput<T> out, int limit) throws Exception;

    /** @return the position of the next record; from there a reader of another process can go on */
    long position();

    @Override
    default void close() throws Exception {}
}
