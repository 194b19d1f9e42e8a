package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Keeps the snapshots of subtasks and the manifests of completed checkpoints.
 *
 * <p>All methods block, on disk or network, and may be called by several threads at once. What a method has returned
 * from is durable. A store is used by one process or cluster at a time, but an old attempt of a run may still be
 * writing while a new one runs: that is what epochs are for.
 */
public interface CheckpointStore extends AutoCloseable {
    /**
     * Starts a snapshot, which is invisible until it is committed.
     *
     * @throws IOException if it cannot be written, or was written or is being written under this address already
     */
    SnapshotWriter begin(SnapshotAddress address) throws IOException;

    /**
     * Opens a committed snapshot: the chunks of this piece alone. What it {@linkplain SnapshotHandle#shared shares} is
     * opened by itself.
     *
     * @throws DamagedSnapshotException if it is missing, incomplete, or not what the handle says; the message names
     *     file and offset
     * @throws UnsupportedFormatException if a newer release wrote it
     */
    SnapshotReader open(SnapshotHandle handle) throws IOException;

    /**
     * Reads all of a snapshot, and all that it shares, to see whether it is whole.
     *
     * @throws DamagedSnapshotException if it is not
     */
    default void verify(SnapshotHandle handle) throws IOException {
        for (SnapshotHandle shared : handle.shared()) {
            verify(shared);
        }
        try (SnapshotReader reader = open(handle)) {
            while (reader.next(keyGroup -> true) != null) {
                // only to have it checked
            }
        }
    }

    /**
     * Declares that attempts of a run before this epoch are over: from now on they complete nothing. To be called by a
     * new attempt before it chooses the checkpoint to start from.
     *
     * @throws StaleEpochException if a later epoch has been declared already
     */
    void fence(String run, long epoch) throws IOException;

    /**
     * Declares a checkpoint complete, atomically, and its epoch with it as {@link #fence} does. Repeating it replaces
     * the manifest.
     *
     * @throws StaleEpochException if a later epoch has been declared; nothing is changed then
     */
    void complete(CheckpointManifest manifest) throws IOException;

    /**
     * The completed checkpoints of a run, the newest first: by epoch, then by number. Damaged manifests are left out
     * and reported; the snapshots are not looked at.
     *
     * @throws UnsupportedFormatException if a newer release wrote one of them: leaving it out would go back in time
     */
    List<CheckpointManifest> completed(String run) throws IOException;

    /**
     * Deletes what no longer serves: manifests and snapshots of checkpoints whose number is neither in
     * {@code checkpoints} nor at least {@code olderThan}, and what crashed attempts left of them. Never deleted are
     * snapshots and parts that a remaining manifest names, savepoints, and snapshots being written by this process with
     * their parts.
     *
     * @param olderThan the oldest checkpoint in progress, or the next one to come
     */
    void retain(String run, Set<Long> checkpoints, long olderThan) throws IOException;

    /** Deletes everything of a run, savepoints included. A run that is not known is fine. */
    void deleteRun(String run) throws IOException;

    @Override
    void close() throws IOException;
}
