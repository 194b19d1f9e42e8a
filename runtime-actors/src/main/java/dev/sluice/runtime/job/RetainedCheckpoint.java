package dev.sluice.runtime.job;

/**
 * A completed checkpoint that is still there, so that the run, or a new one, can begin from it.
 *
 * @param run whose
 * @param checkpoint its number
 * @param completedAt when, epoch milliseconds
 * @param bytes how large it is
 */
public record RetainedCheckpoint(String run, long checkpoint, long completedAt, long bytes) {

    /** @return what {@link StartFrom#parse} understands */
    public String name() {
        return run + ":" + checkpoint;
    }
}
