package dev.sluice.persistence.checkpoint;

/**
 * Names one snapshot: the state of one subtask at one checkpoint. Nothing is ever written twice under one address.
 *
 * @param run identifies one run of a job; unique per submission, for example {@code flight-delays-1a2b3c}
 * @param checkpoint the number of the checkpoint, counted up within the run
 * @param epoch the attempt of the run that took it
 * @param vertex the vertex of the physical plan
 * @param subtask the index of the subtask in its vertex
 */
public record SnapshotAddress(String run, long checkpoint, long epoch, String vertex, int subtask) {
    public SnapshotAddress {
        if (checkpoint < 0 || epoch < 0 || subtask < 0) {
            throw new IllegalArgumentException("numbers from 0 on expected, given checkpoint " + checkpoint + ", epoch "
                    + epoch + ", subtask " + subtask);
        }
    }
}
