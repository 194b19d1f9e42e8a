package dev.sluice.persistence.checkpoint;

/**
 * What a snapshot is asked for.
 *
 * @param checkpoint the number of the checkpoint it will belong to
 * @param completed the number of the newest checkpoint that was complete when this one began, 0 for none: the only one
 *     that a snapshot may build upon, since what others have written may be deleted at any time
 * @param savepoint whether it must be in the form that every backend reads, and need nothing that was written before
 */
public record SnapshotRequest(long checkpoint, long completed, boolean savepoint) {

    /**
     * @param checkpoint a number
     * @return a request for a snapshot that builds on nothing
     */
    public static SnapshotRequest first(long checkpoint) {
        return new SnapshotRequest(checkpoint, 0, false);
    }
}
