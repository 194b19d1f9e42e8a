package dev.sluice.runtime;

import dev.sluice.runtime.job.JobFailure;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** A submitted job. Thread-safe. */
public interface JobHandle {

    /** @return the job's name */
    String name();

    /** @return this run's id; a resumed run keeps it */
    String run();

    /**
     * @return the checkpoint from which an unfinished earlier run was resumed (0: it had none yet); empty if it began
     *     anew
     */
    OptionalLong resumedFrom();

    /** @return how far it is, as of now */
    JobProgress progress();

    /**
     * @return the failures of its attempts since it was submitted, oldest first; of a failed job the last is what it
     *     failed of
     */
    List<JobFailure> failures();

    /**
     * @return completes with the last progress when the job finished or was cancelled; with a
     *     {@link JobFailedException} when it failed
     */
    CompletionStage<JobProgress> completion();

    /** Stops the job without waiting; its last completed checkpoint stays, so that it can be resumed. */
    void cancel();

    /**
     * Waits for the end.
     *
     * @return the last progress
     * @throws JobFailedException if the job failed
     */
    JobProgress join();
}
