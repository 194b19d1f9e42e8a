package dev.sluice.runtime;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.StorageInUseException;
import dev.sluice.runtime.job.RetainedCheckpoint;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Runs jobs inside an application:
 *
 * <pre>{@code
 * try (var runtime = Runtime.local()) {
 *     runtime.submit(new FlightDelays(), Parameters.of("input", "flights.csv", "output", "delays")).join();
 * }
 * }</pre>
 *
 * Thread-safe. Several jobs may run at once, each under its own name.
 */
public interface Runtime extends AutoCloseable {

    /**
     * An embedded runtime with a temporary storage folder that is deleted on close.
     *
     * @return a runtime that is up
     */
    static Runtime local() {
        return local(LocalSettings.defaults());
    }

    /**
     * An embedded runtime: a cluster of one node, with its journal and checkpoints in a folder. Jobs that a process
     * left unfinished there are resumed when they are submitted again.
     *
     * @param settings where its storage is, and how it is set up
     * @return a runtime that is up
     * @throws IllegalArgumentException if there is no setting of a name that is given
     * @throws java.io.UncheckedIOException if the storage cannot be used; with a {@link StorageInUseException} as its
     *     cause if another process uses it
     */
    static Runtime local(LocalSettings settings) {
        return LocalRuntime.start(settings);
    }

    /**
     * Runs a job with the default options.
     *
     * @param definition the job
     * @param params what it is given
     * @return the running job
     * @throws dev.sluice.api.graph.DefinitionException if the definition cannot be run
     * @throws dev.sluice.api.ParameterException if a parameter is missing, unknown or malformed
     * @throws JobRefusedException if it cannot be run now
     */
    default JobHandle submit(JobDefinition definition, Parameters params) {
        return submit(definition, params, JobOptions.defaults());
    }

    /**
     * Runs a job, or resumes the run of it that was left unfinished in the same storage with the same parameters.
     * Returns when the submission is journaled.
     *
     * @param definition the job
     * @param params what it is given
     * @param options how it is run
     * @return the running job
     * @throws dev.sluice.api.graph.DefinitionException if the definition cannot be run
     * @throws dev.sluice.api.ParameterException if a parameter is missing, unknown or malformed
     * @throws JobRefusedException if it cannot be run now
     */
    JobHandle submit(JobDefinition definition, Parameters params, JobOptions options);

    /**
     * Lists the checkpoints that a job has left in this storage and that can be begun from, with
     * {@link JobOptions#withStartFrom}.
     *
     * @param job the job's name
     * @return those of its newest run, then of earlier ones that have not finished; of each the newest first
     */
    CompletionStage<List<RetainedCheckpoint>> checkpoints(String job);

    /** Stops everything without waiting for jobs to end; what is unfinished can be resumed if the storage is kept. */
    @Override
    void close();
}
