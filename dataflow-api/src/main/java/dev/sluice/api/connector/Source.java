package dev.sluice.api.connector;

import java.util.List;

/**
 * Data that can be read again from any position, hence exactly once.
 *
 * @param <T> the type of the records
 */
public interface Source<T> {

    /**
     * Lists the splits when a job starts for the first time. It must give the same list, in the same order, on each
     * subtask; the engine deals the splits out. After a restore the splits come from the checkpoint.
     *
     * @param parallelism how many subtasks will read
     * @return the splits
     * @throws Exception if the data cannot be found; it fails the job at once, with the message shown to the user
     */
    List<Split> splits(int parallelism) throws Exception;

    /**
     * Opens a split on the subtask that reads it.
     *
     * @param split the split
     * @param position where to go on: the split's start, or what {@link SourceReader#position()} returned
     * @param context where it runs
     * @return a reader of its own for each split
     * @throws Exception if it cannot be read
     */
    SourceReader<T> open(Split split, long position, SourceContext context) throws Exception;

    /** @return whether each record is a new object that nobody else holds, so that it need not be copied if mutable */
    default boolean freshRecords() {
        return false;
    }
}
