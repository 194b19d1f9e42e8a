package dev.sluice.runtime;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.StatusReply;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.task.MetricsRegistry;
import dev.sluice.runtime.task.TaskMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A job of this JVM's runtime: the master's updates, and the figures of the subtasks. */
final class LocalJob implements JobHandle {
    private static final int COSTS = 100;

    private final String name;
    private final MetricsRegistry metrics;
    private final ActorRef<CoordinatorMessage> coordinator;
    private final ActorSystem<?> system;
    private final SavepointWatch savepoints = new SavepointWatch();
    private final CompletableFuture<JobProgress> completion = new CompletableFuture<>();
    private final List<JobFailure> failures = new CopyOnWriteArrayList<>();
    private volatile @Nullable JobUpdate latest;
    private volatile @Nullable JobProgress last;
    private volatile @Nullable ActorRef<JobUpdate> watcher;
    private volatile String run = "";
    private volatile List<CheckpointCost> costs = List.of();
    private long failedEpoch;
    private volatile long resumedFrom = -1;

    LocalJob(String name, MetricsRegistry metrics, ActorRef<CoordinatorMessage> coordinator, ActorSystem<?> system) {
        this.name = name;
        this.metrics = metrics;
        this.coordinator = coordinator;
        this.system = system;
    }

    void accepted(String acceptedRun, long from, ActorRef<JobUpdate> updates) {
        watcher = updates;
        run = acceptedRun;
        resumedFrom = from;
    }

    /** Called by one actor, in order. */
    void onUpdate(JobUpdate update) {
        latest = update;
        CheckpointCost cost = update.lastCost();
        if (cost != null) {
            note(cost);
        }
        JobFailure failure = update.failure();
        // Updates repeat the newest failure, and an attempt fails once.
        if (failure != null && update.failedEpoch() > failedEpoch) {
            failedEpoch = update.failedEpoch();
            failures.add(failure);
        }
        if (update.state().isFinal()) {
            JobProgress end = progress(update);
            last = end;
            metrics.forget(update.run());
            if (update.state() == JobState.FAILED && failure != null) {
                completion.completeExceptionally(new JobFailedException(name, failure));
            } else {
                completion.complete(end);
            }
        }
        savepoints.hear(update);
    }

    ActorRef<JobUpdate> watcher() {
        return Objects.requireNonNull(watcher, "the job is not accepted yet");
    }

    boolean isOver() {
        return completion.isDone();
    }

    void onRuntimeClosed() {
        completion.completeExceptionally(
                new IllegalStateException("the runtime was closed before job \"" + name + "\" had ended"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public OptionalLong resumedFrom() {
        return resumedFrom < 0 ? OptionalLong.empty() : OptionalLong.of(resumedFrom);
    }

    @Override
    public JobProgress progress() {
        JobProgress end = last;
        if (end != null) {
            return end;
        }
        JobUpdate update = latest;
        return progress(update == null ? JobUpdate.starting(run, 0) : update);
    }

    private void note(CheckpointCost cost) {
        List<CheckpointCost> all = new ArrayList<>(costs);
        if (all.isEmpty() || all.get(all.size() - 1).checkpoint() != cost.checkpoint()) {
            all.add(cost);
            costs = List.copyOf(all.subList(Math.max(0, all.size() - COSTS), all.size()));
        }
    }

    private JobProgress progress(JobUpdate update) {
        long read = 0;
        long written = 0;
        long watermark = Long.MAX_VALUE;
        boolean sinks = false;
        long longestSnapshot = 0;
        Map<Long, Long> snapshots = new HashMap<>();
        Map<String, Long> counters = new TreeMap<>();
        for (List<TaskMetrics> attempts : metrics.of(update.run())) {
            for (TaskMetrics attempt : attempts) {
                read += attempt.recordsRead();
                written += attempt.recordsWritten();
                longestSnapshot = Math.max(longestSnapshot, attempt.longestSnapshotNanos());
                attempt.snapshotNanos().forEach((checkpoint, nanos) -> snapshots.merge(checkpoint, nanos, Math::max));
                attempt.counters().forEach((counter, n) -> counters.merge(counter, n, Long::sum));
            }
            TaskMetrics newest = attempts.get(attempts.size() - 1);
            if (newest.isSink()) {
                sinks = true;
                watermark = Math.min(watermark, newest.watermark());
            }
        }
        return new JobProgress(
                update.state(),
                update.epoch(),
                read,
                written,
                sinks ? watermark : Long.MIN_VALUE,
                update.completedCheckpoints(),
                update.failedCheckpoints(),
                update.lastCheckpoint(),
                costs,
                longestSnapshot,
                Map.copyOf(snapshots),
                Map.copyOf(counters));
    }

    @Override
    public List<JobFailure> failures() {
        return List.copyOf(failures);
    }

    @Override
    public CompletionStage<JobProgress> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        coordinator.tell(new CoordinatorMessage.Cancel(name, run, system.ignoreRef()));
    }

    @Override
    public CompletionStage<SavepointStatus> savepoint(Path directory) {
        String to = directory.toAbsolutePath().toString();
        return savepoint(replyTo -> new CoordinatorMessage.Savepoint(name, to, replyTo), false);
    }

    @Override
    public CompletionStage<SavepointStatus> stopWithSavepoint(Path directory, boolean drain) {
        String to = directory.toAbsolutePath().toString();
        return savepoint(replyTo -> new CoordinatorMessage.StopWithSavepoint(name, to, drain, replyTo), true);
    }

    private CompletionStage<SavepointStatus> savepoint(
            Function<ActorRef<StatusReply<JobUpdate>>, CoordinatorMessage> message, boolean forEnd) {
        return AskPattern.<CoordinatorMessage, StatusReply<JobUpdate>>ask(
                        coordinator,
                        message::apply,
                        system.settings().config().getDuration("sluice.submit-timeout"),
                        system.scheduler())
                .thenCompose(reply -> {
                    if (reply.isError()) {
                        return CompletableFuture.failedFuture(new JobRefusedException(
                                String.valueOf(reply.getError().getMessage())));
                    }
                    SavepointStatus accepted =
                            Objects.requireNonNull(reply.getValue().savepoint());
                    return savepoints.await(accepted, forEnd, latest);
                });
    }

    @Override
    public JobProgress join() {
        try {
            return completion.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
