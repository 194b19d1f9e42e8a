package dev.sluice.runtime;

import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.SavepointStatus;
import java.nio.file.Path;
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
     * Writes a savepoint: a folder with all of the job's state, whole once it is there, which can be copied to another
     * machine and begun from with {@link JobOptions#withStartFrom}, whatever the storage there. It belongs to the
     * caller: nothing ever deletes it. The job goes on; until the savepoint is written it makes no other checkpoint.
     *
     * @param directory which must not exist, or be empty
     * @return completes when the savepoint is there and what its checkpoint belongs to is committed; with a
     *     {@link JobRefusedException} if it could not be taken within the checkpoint timeout, or not written
     */
    CompletionStage<SavepointStatus> savepoint(Path directory);

    /**
     * Ends the job behind a savepoint: with the state {@code STOPPED}, or drained with {@code FINISHED}.
     *
     * @param directory which must not exist, or be empty
     * @param drain whether the sources read no more and event time goes to its end before, so that all windows and
     *     timers fire; for jobs that are not to go on
     * @return completes when the job has ended; with a {@link JobRefusedException} if the savepoint could not be taken
     *     within the checkpoint timeout, or not written: then the job goes on
     */
    CompletionStage<SavepointStatus> stopWithSavepoint(Path directory, boolean drain);

    /**
     * Waits for the end.
     *
     * @return the last progress
     * @throws JobFailedException if the job failed
     */
    JobProgress join();
}
