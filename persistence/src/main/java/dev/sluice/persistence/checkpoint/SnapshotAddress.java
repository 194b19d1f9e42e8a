package dev.sluice.persistence.checkpoint;

/**
 * Names one snapshot, the state of one subtask at one checkpoint, or a part of it. Nothing is ever written twice under
 * one address.
 *
 * @param run identifies one run of a job; unique per submission, for example {@code flight-delays-1a2b3c}
 * @param checkpoint the number of the checkpoint, counted up within the run
 * @param epoch the attempt of the run that took it
 * @param vertex the vertex of the physical plan
 * @param subtask the index of the subtask in its vertex
 * @param part 0 for the snapshot itself, from 1 on for its further parts
 */
public record SnapshotAddress(String run, long checkpoint, long epoch, String vertex, int subtask, int part) {
    public SnapshotAddress {
        if (checkpoint < 0 || epoch < 0 || subtask < 0 || part < 0) {
            throw new IllegalArgumentException("numbers from 0 on expected, given checkpoint " + checkpoint + ", epoch "
                    + epoch + ", subtask " + subtask + ", part " + part);
        }
    }

    /**
     * Names a snapshot itself, rather than a part.
     *
     * @param run the run of the job
     * @param checkpoint the number of the checkpoint
     * @param epoch the attempt of the run
     * @param vertex the vertex
     * @param subtask the index of the subtask
     */
    public SnapshotAddress(String run, long checkpoint, long epoch, String vertex, int subtask) {
        this(run, checkpoint, epoch, vertex, subtask, 0);
    }

    /**
     * @param number from 1 on
     * @return the address of a part of this snapshot
     */
    public SnapshotAddress part(int number) {
        return new SnapshotAddress(run, checkpoint, epoch, vertex, subtask, number);
    }

    /**
     * @param other an address
     * @return whether both are of the same snapshot, or parts of it
     */
    public boolean isOfSameSnapshot(SnapshotAddress other) {
        return part(0).equals(other.part(0));
    }
}
