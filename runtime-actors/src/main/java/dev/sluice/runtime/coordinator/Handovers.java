package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a running job, one thing at a time: first it waits for a checkpoint, then, if the job is to go on
 * elsewhere, for the next attempt.
 */
final class Handovers {
    private @Nullable Handover wanted;
    private Handover.@Nullable Move moving;
    private @Nullable SavepointOrder latest;

    /** Has something done behind the next checkpoint; refused if something else is. */
    boolean want(Handover handover) {
        if (wanted != null) {
            handover.refuse("the job cannot be " + handover.what() + " now: it is just being " + wanted.what()
                    + "; try again later");
            return false;
        }
        wanted = handover;
        if (handover.order() != null) {
            latest = handover.order();
        }
        return true;
    }

    boolean isWanted() {
        return wanted != null;
    }

    boolean isStopWanted() {
        return wanted instanceof Handover.Stop;
    }

    /** Whether the sources have been told to read no more. */
    boolean isDraining() {
        return wanted != null && wanted.drains();
    }

    /** The savepoint that is asked for, null if none is. */
    @Nullable
    SavepointOrder order() {
        return wanted == null ? null : wanted.order();
    }

    /** How the savepoint is that was asked for last. */
    @Nullable
    SavepointStatus savepoint() {
        return latest == null ? null : latest.status();
    }

    /** Whether a checkpoint is the one that what is asked for waits for. */
    boolean isServedBy(CheckpointTracker tracker) {
        return wanted != null && wanted.order() == tracker.order();
    }

    /** The savepoint has its name, or cannot get it: what was asked for; null if it was called off. */
    Handover.@Nullable Savepoint takeSavepoint(SavepointOrder order) {
        if (wanted instanceof Handover.Savepoint savepoint && savepoint.order() == order) {
            wanted = null;
            return savepoint;
        }
        return null;
    }

    /** The checkpoint is complete and the job is to end: whom to tell; null if that is not what was asked for. */
    Handover.@Nullable Stop takeStop() {
        if (wanted instanceof Handover.Stop stop) {
            wanted = null;
            return stop;
        }
        return null;
    }

    /** The checkpoint is complete and the job is to go on elsewhere; null if that is not what was asked for. */
    Handover.@Nullable Move takeMove() {
        if (wanted instanceof Handover.Move move) {
            wanted = null;
            moving = move;
            return move;
        }
        return null;
    }

    /** The rescale for which the attempt was stopped, null if it was for something else. */
    Handover.@Nullable Rescale rescaling() {
        return moving instanceof Handover.Rescale rescale ? rescale : null;
    }

    /** What waits for a checkpoint will not be done; a savepoint that is just getting its name will be. */
    void refuse(String reason) {
        Handover refused = wanted;
        if (refused != null && (refused.order() == null || !refused.order().isPublishing())) {
            wanted = null;
            refused.refuse("the job could not be " + refused.what() + ": " + reason);
        }
    }

    /** The next attempt runs. */
    void running(JobUpdate update) {
        Handover.Move moved = moving;
        if (moved != null) {
            moving = null;
            moved.done(update);
        }
    }

    /** There is no next attempt. */
    void ended(String reason) {
        refuse(reason);
        Handover.Move moved = moving;
        if (moved != null) {
            moving = null;
            moved.refuse(reason);
        }
    }
}
