package dev.sluice.runtime.node;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.RetainedCheckpoint;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Submits, shows and ends the jobs of a cluster, from any of its nodes. Thread-safe; nothing blocks.
 *
 * <p>Stages complete exceptionally with
 *
 * <ul>
 *   <li>{@link JobNotFoundException} if no such job is known;
 *   <li>{@link dev.sluice.runtime.JobRefusedException} if what was asked for cannot be done now; the message says why
 *       and what to do;
 *   <li>{@link dev.sluice.api.graph.DefinitionException} and {@link dev.sluice.api.ParameterException} if a submitted
 *       definition or parameter is wrong;
 *   <li>{@link java.util.concurrent.TimeoutException} if the coordinator did not answer in time: it may have moved to
 *       another node, or its journal is away. Whether the job was accepted is not known then.
 * </ul>
 */
public interface JobControl {
    /**
     * Runs a job that every node has on its class path, or resumes the run of it that was left unfinished.
     *
     * @param job the definition's name
     * @param parameters what it is given
     * @param options how it is run
     * @return completes once the submission is journaled
     */
    CompletionStage<JobStatus> submit(String job, Parameters parameters, JobOptions options);

    /** @return all jobs by name, the newest run of each, without their subtasks */
    CompletionStage<List<JobStatus>> list();

    /**
     * @param job its name
     * @return how it is, with its subtasks
     */
    CompletionStage<JobStatus> status(String job);

    /**
     * Ends a job at once; its last completed checkpoint stays, so that it can be resumed.
     *
     * @param job its name
     * @return completes once it has ended
     */
    CompletionStage<JobStatus> cancel(String job);

    /**
     * Ends a job with a last checkpoint, from which it is resumed when it is submitted again.
     *
     * @param job its name
     * @return completes once it has ended
     */
    CompletionStage<JobStatus> stop(String job);

    /**
     * Begins to write a savepoint: a folder with all of a job's state, whole once it is there, which can be copied
     * anywhere and begun from with {@link JobOptions#withStartFrom}, whatever the storage there. It belongs to the
     * caller: nothing ever deletes it. The job goes on.
     *
     * @param job its name
     * @param directory an absolute path that the coordinating node can write to, best one that all nodes share; it must
     *     not exist, or be empty
     * @return completes once the savepoint is on its way; {@link JobStatus#savepoint()} says what becomes of it
     */
    CompletionStage<JobStatus> savepoint(String job, String directory);

    /**
     * Begins to end a job behind a savepoint. If that fails, the job goes on.
     *
     * @param job its name
     * @param directory as for {@link #savepoint}
     * @param drain whether the sources read no more and event time goes to its end before, so that all windows and
     *     timers fire; for jobs that are not to go on
     * @return completes once the savepoint is on its way; {@link JobStatus#savepoint()} says what becomes of it
     */
    CompletionStage<JobStatus> stopWithSavepoint(String job, String directory, boolean drain);

    /**
     * Lists the checkpoints that a job has left and that can be begun from.
     *
     * @param job its name
     * @return those of its newest run, then of earlier ones that have not finished; of each the newest first
     */
    CompletionStage<List<RetainedCheckpoint>> checkpoints(String job);

    /**
     * Gives a running job another parallelism, and spreads it over all nodes there are: takes a checkpoint, and goes on
     * from it.
     *
     * @param job its name
     * @param parallelism how many subtasks an operator has unless its definition says otherwise
     * @return completes once records flow again, with the pause in {@link JobStatus#lastRecovery()}
     */
    CompletionStage<JobStatus> rescale(String job, int parallelism);
}
