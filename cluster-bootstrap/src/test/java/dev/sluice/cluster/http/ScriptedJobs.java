package dev.sluice.cluster.http;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.node.JobControl;
import dev.sluice.runtime.node.JobNotFoundException;
import dev.sluice.runtime.node.JobStatus;
import dev.sluice.runtime.node.SubtaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A cluster that runs the jobs {@code totals} and {@code echo}, and remembers what it was asked for. */
public final class ScriptedJobs implements JobControl {
    /** What every request fails with; null: none does. */
    public volatile Throwable failure;

    /** What was asked for last. */
    public volatile String asked = "";

    /** How the last submission was to be run. */
    public volatile JobOptions options;

    /** What the last submission was given. */
    public volatile Map<String, String> parameters = Map.of();

    /** Where the job is in its life. */
    public volatile JobState state = JobState.RUNNING;

    /** The savepoint that was asked for. */
    public volatile SavepointStatus savepoint;

    /** What becomes of a savepoint once its job was asked for. */
    public volatile UnaryOperator<SavepointStatus> afterwards = ScriptedJobs::completed;

    /** Where the job is in its life by then. */
    public volatile JobState stateAfterwards = JobState.RUNNING;

    private volatile int parallelism = 2;

    /** The savepoint as it is when it is there. */
    public static SavepointStatus completed(SavepointStatus asked) {
        return new SavepointStatus(
                asked.directory(), asked.requestedAt(), SavepointStatus.State.COMPLETED, 18, 2_500_000, "");
    }

    /** The savepoint as it is when it could not be taken. */
    public static SavepointStatus failed(SavepointStatus asked) {
        return new SavepointStatus(
                asked.directory(), asked.requestedAt(), SavepointStatus.State.FAILED, 18, 0, "the disk is full");
    }

    @Override
    public CompletionStage<JobStatus> submit(String job, Parameters given, JobOptions how) {
        options = how;
        parameters = given.asMap();
        return answer("submit " + job, job);
    }

    @Override
    public CompletionStage<List<JobStatus>> list() {
        return answer("list", "totals").thenApply(List::of);
    }

    @Override
    public CompletionStage<JobStatus> status(String job) {
        CompletionStage<JobStatus> answer = answer("status " + job, job);
        SavepointStatus asked = savepoint;
        if (asked != null && asked.isInProgress()) {
            savepoint = afterwards.apply(asked);
            state = stateAfterwards;
        }
        return answer;
    }

    @Override
    public CompletionStage<JobStatus> cancel(String job) {
        state = JobState.CANCELLED;
        return answer("cancel " + job, job);
    }

    @Override
    public CompletionStage<JobStatus> stop(String job) {
        state = JobState.CANCELLED;
        return answer("stop " + job, job);
    }

    @Override
    public CompletionStage<JobStatus> savepoint(String job, String directory) {
        savepoint = new SavepointStatus(directory, 7, SavepointStatus.State.IN_PROGRESS, 0, 0, "");
        return answer("savepoint " + job + " " + directory, job);
    }

    @Override
    public CompletionStage<JobStatus> stopWithSavepoint(String job, String directory, boolean drain) {
        savepoint = new SavepointStatus(directory, 8, SavepointStatus.State.IN_PROGRESS, 0, 0, "");
        return answer("stop " + job + " " + directory + " " + drain, job);
    }

    @Override
    public CompletionStage<List<RetainedCheckpoint>> checkpoints(String job) {
        return answer("checkpoints " + job, job)
                .thenApply(known -> List.of(
                        new RetainedCheckpoint(job + "-0a1b2c", 17, 1_767_225_600_000L, 1_234_567),
                        new RetainedCheckpoint(job + "-000000", 3, 1_767_225_500_000L, 999)));
    }

    @Override
    public CompletionStage<JobStatus> rescale(String job, int to) {
        parallelism = to;
        return answer("rescale " + job + " " + to, job);
    }

    private CompletionStage<JobStatus> answer(String what, String job) {
        asked = what;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (!job.equals("totals") && !job.equals("echo")) {
            return CompletableFuture.failedFuture(
                    new JobNotFoundException("there is no job \"" + job + "\"; jobs: totals"));
        }
        return CompletableFuture.completedFuture(new JobStatus(
                job,
                job + "-0a1b2c",
                state,
                Map.of("input", "/data/in.csv"),
                parallelism,
                2,
                17,
                1,
                17,
                new CheckpointCost(17, 60, 800_000, 80_000_000),
                new JobFailure(
                        "total",
                        1,
                        "Payment[id=7]",
                        "java.lang.ArithmeticException",
                        "/ by zero",
                        "at...",
                        true,
                        false),
                new Recovery(Recovery.Cause.NODE_LOST, 120, 340),
                savepoint,
                List.of(
                        new SubtaskStatus(
                                "total", 0, "127.0.0.1:25520", 2, instant("2026-01-01T00:00:00Z"), 1000, 0, 0),
                        new SubtaskStatus("total", 1, "", 2, 0, 0, 0, Long.MIN_VALUE))));
    }

    private static long instant(String text) {
        return Instant.parse(text).toEpochMilli();
    }
}
