package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.JobUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a running job, one thing at a time: first it waits for a checkpoint, then, if the job is to go on
 * elsewhere, for the next attempt.
 */
final class Handovers {
    private @Nullable Handover wanted;
    private Handover.@Nullable Move moving;

    /** Has something done behind the next checkpoint; refused if something else is. */
    boolean want(Handover handover) {
        if (wanted != null) {
            handover.refuse("the job cannot be " + handover.what() + " now: it is just being " + wanted.what()
                    + "; try again later");
            return false;
        }
        wanted = handover;
        return true;
    }

    boolean isWanted() {
        return wanted != null;
    }

    boolean isStopWanted() {
        return wanted instanceof Handover.Stop;
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

    /** What waits for a checkpoint will not be done. */
    void refuse(String reason) {
        Handover refused = wanted;
        if (refused != null) {
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
