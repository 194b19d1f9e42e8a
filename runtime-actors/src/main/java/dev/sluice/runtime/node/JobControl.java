package dev.sluice.runtime.node;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobOptions;
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
     * Gives a running job another parallelism, and spreads it over all nodes there are: takes a checkpoint, and goes on
     * from it.
     *
     * @param job its name
     * @param parallelism how many subtasks an operator has unless its definition says otherwise
     * @return completes once records flow again, with the pause in {@link JobStatus#lastRecovery()}
     */
    CompletionStage<JobStatus> rescale(String job, int parallelism);
}
