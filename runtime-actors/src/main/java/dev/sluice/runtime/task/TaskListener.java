package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import dev.sluice.runtime.job.JobFailure;

/** Hears from a task, on the task's thread: must only pass the word on. */
public interface TaskListener {

    /** @param inbox takes {@link TaskMessage}s and frames */
    void onReady(ActorRef inbox);

    /** @param snapshot what the task holds at a barrier that has gone through it */
    void onSnapshot(TaskSnapshot snapshot);

    /** All input was read, and everything it led to has gone on. Barriers may still come. */
    void onEndOfInput();

    /** There is something to do, after a snapshot that has found everything as the one before had left it. */
    default void onAwake() {}

    /**
     * @param watermark how far an aligned source is
     * @param active whether it is neither idle nor at its end
     */
    default void onWatermark(long watermark, boolean active) {}

    /** @param failure why the task ends */
    void onFailure(JobFailure failure);

    /** The task has ended, for whatever reason; nothing follows. */
    void onStopped();
}
