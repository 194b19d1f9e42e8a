package dev.sluice.persistence.checkpoint;

import java.io.IOException;

/** Writes one snapshot: chunk by chunk, and in further parts. For one thread at a time; blocks. */
public interface SnapshotWriter extends PieceWriter {
    /**
     * Begins a further part of the snapshot, which is written and committed by itself, at any time before the snapshot.
     * Later snapshots may {@link #share} it, so it should hold what they will need unchanged. If the snapshot is not
     * committed, its parts go away with it.
     *
     * @throws IOException if it cannot be written
     */
    PieceWriter part() throws IOException;

    /**
     * Says that the snapshot needs a part of an earlier one too. Whoever calls this makes sure that a checkpoint that
     * names it is retained until this one is complete.
     *
     * @param earlier what {@link #commit} of a {@link #part} returned
     * @throws IOException if it is not there any more; the snapshot can then only be closed
     */
    void share(SnapshotHandle earlier) throws IOException;

    /**
     * Makes the snapshot durable, then visible. The last call but {@link #close}.
     *
     * @return its handle, which names the parts that were committed and shared, in the order of these calls
     * @throws IOException if it cannot; nothing is visible then
     */
    @Override
    SnapshotHandle commit() throws IOException;

    /** Releases what the writer holds. Without a commit before, nothing of the snapshot and its parts remains. */
    @Override
    void close() throws IOException;
}
