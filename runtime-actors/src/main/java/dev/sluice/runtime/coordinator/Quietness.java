package dev.sluice.runtime.coordinator;

/**
 * Has a job that does nothing make fewer checkpoints: a cluster may have hundreds of such jobs. Its tasks say when they
 * have something to do again, so what they do then is not committed later than that of others.
 */
final class Quietness {
    private static final int PATIENCE = 3;
    private static final long LONGEST_MILLIS = 60_000;

    private int unchangedInRow;
    private long last;

    /**
     * @param now epoch milliseconds
     * @param interval of its checkpoints, milliseconds
     * @return whether it is time for a checkpoint
     */
    boolean isDue(long now, long interval) {
        if (unchangedInRow < PATIENCE) {
            return true;
        }
        long longer = interval << Math.min(unchangedInRow - PATIENCE + 1, 16);
        return now - last >= Math.max(interval, Math.min(longer, LONGEST_MILLIS));
    }

    /**
     * A checkpoint is complete.
     *
     * @param changed whether any task has done anything since the one before
     * @param now epoch milliseconds
     */
    void completed(boolean changed, long now) {
        unchangedInRow = changed ? 0 : unchangedInRow + 1;
        last = now;
    }

    /** A task has something to do. */
    void wake() {
        unchangedInRow = 0;
    }
}
