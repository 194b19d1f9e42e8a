package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A runtime whose jobs end as the test says, so that what the command line makes of it can be seen alone. */
final class ScriptedRuntime implements Runtime, JobHandle {
    Path storage;
    JobDefinition job;
    Parameters parameters;
    JobOptions options;
    OptionalLong resumedFrom = OptionalLong.empty();
    Exception refusal;
    boolean closed;
    final CompletableFuture<JobProgress> completion = new CompletableFuture<>();

    static JobProgress progress(JobState state, long read) {
        return new JobProgress(state, 1, read, 7, Long.MIN_VALUE, 3, 0, 3, List.of(), 0, Map.of(), Map.of());
    }

    static JobFailure failure(String error, String message) {
        return new JobFailure(
                "parse", 0, "line 17", error, message, error + ": " + message + "\n\tat Some.where", false, false);
    }

    ScriptedRuntime finishes() {
        completion.complete(progress(JobState.FINISHED, 1234));
        return this;
    }

    ScriptedRuntime fails(JobFailure failure) {
        completion.completeExceptionally(new JobFailedException("echo", failure));
        return this;
    }

    Runtime open(Path folder) {
        if (refusal instanceof IOException e) {
            throw new UncheckedIOException(e);
        }
        storage = folder;
        return this;
    }

    @Override
    public JobHandle submit(JobDefinition definition, Parameters given, JobOptions how) {
        job = definition;
        parameters = given;
        options = how;
        if (refusal instanceof RuntimeException e) {
            throw e;
        }
        return this;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String name() {
        return job.name();
    }

    @Override
    public String run() {
        return job.name() + "-3fa1";
    }

    @Override
    public OptionalLong resumedFrom() {
        return resumedFrom;
    }

    @Override
    public JobProgress progress() {
        return completion.getNow(progress(JobState.RUNNING, 500));
    }

    @Override
    public List<JobFailure> failures() {
        return List.of();
    }

    @Override
    public CompletionStage<JobProgress> completion() {
        return completion;
    }

    @Override
    public void cancel() {
        completion.complete(progress(JobState.CANCELLED, 500));
    }

    @Override
    public CompletionStage<SavepointStatus> savepoint(Path directory) {
        throw new UnsupportedOperationException("the command line does not ask for it");
    }

    @Override
    public CompletionStage<SavepointStatus> stopWithSavepoint(Path directory, boolean drain) {
        throw new UnsupportedOperationException("the command line does not ask for it");
    }

    @Override
    public CompletionStage<List<RetainedCheckpoint>> checkpoints(String wanted) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public JobProgress join() {
        return completion.join();
    }
}
