package dev.sluice.runtime.job;

/**
 * How the savepoint is that was asked for last.
 *
 * @param directory where it is to be, or is
 * @param requestedAt when it was asked for, epoch milliseconds; later than that of any before
 * @param state how far it is
 * @param checkpoint the checkpoint that it is a copy of; 0 before that began
 * @param bytes how large it is; 0 before it is written
 * @param problem why it failed; empty if it has not
 */
public record SavepointStatus(
        String directory, long requestedAt, State state, long checkpoint, long bytes, String problem) {
    /** @return whether it is neither there nor failed yet */
    public boolean isInProgress() {
        return state == State.IN_PROGRESS;
    }

    /** How far a savepoint is. */
    public enum State {
        /** It is waited for, or being written. */
        IN_PROGRESS,
        /** The folder is there, and whole; what belongs to it is committed. */
        COMPLETED,
        /** There is no such folder; the job goes on. */
        FAILED
    }
}
