package dev.sluice.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.pattern.StatusReply;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.JobSpecs;
import dev.sluice.runtime.Submissions;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.FiguresMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.savepoint.RetainedCheckpoints;
import dev.sluice.runtime.task.NodeServices;
import dev.sluice.runtime.task.StateBackends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Asks the coordinator, wherever it is, and the nodes. */
final class ClusterJobs implements JobControl {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long it may take to copy the state that a run begins from. */
    private static final Duration IMPORTING = Duration.ofHours(1);

    private final ActorSystem<?> system;
    private final ActorRef<CoordinatorMessage> coordinator;
    private final Map<String, JobDefinition> definitions;
    private final StateBackends backends;
    private final CheckpointStore checkpoints;
    private final Executor io;
    private final RandomGenerator random;
    private final Duration changePatience;

    ClusterJobs(
            ActorSystem<?> system,
            ActorRef<CoordinatorMessage> coordinator,
            NodeServices node,
            CheckpointStore checkpoints,
            Executor io,
            RandomGenerator random) {
        this.system = system;
        this.coordinator = coordinator;
        this.definitions = node.definitions();
        backends = node.backends();
        this.checkpoints = checkpoints;
        this.io = io;
        this.random = random;
        changePatience = system.settings().config().getDuration("sluice.submit-timeout");
    }

    @Override
    public CompletionStage<JobStatus> submit(String job, Parameters parameters, JobOptions options) {
        JobDefinition definition = definitions.get(job);
        if (definition == null) {
            return CompletableFuture.failedFuture(new JobNotFoundException("no node knows a job \"" + job
                    + "\"; those on the class path are " + String.join(", ", new TreeSet<>(definitions.keySet()))));
        }
        JobSpec spec;
        try {
            spec = JobSpecs.of(
                    definition,
                    parameters,
                    options,
                    backends.standard(),
                    String.format("%06x", random.nextInt(1 << 24)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return AskPattern.<CoordinatorMessage, StatusReply<MasterCommand.Accepted>>ask(
                        coordinator,
                        replyTo -> Submissions.of(spec, options, system.ignoreRef(), replyTo),
                        options.from().isEmpty() ? changePatience : IMPORTING,
                        system.scheduler())
                .thenCompose(reply -> reply.isError() ? refused(reply) : status(job, changePatience));
    }

    @Override
    public CompletionStage<List<JobStatus>> list() {
        return describe()
                .thenApply(jobs -> jobs.jobs().values().stream()
                        .map(job -> status(job, List.of()))
                        .sorted(Comparator.comparing(JobStatus::job))
                        .toList());
    }

    @Override
    public CompletionStage<JobStatus> status(String job) {
        return status(job, PATIENCE);
    }

    private CompletionStage<JobStatus> status(String job, Duration patience) {
        return describe(patience).thenCompose(jobs -> {
            CoordinatorMessage.Job found = jobs.jobs().get(job);
            return found == null ? unknown(job, jobs) : withSubtasks(found);
        });
    }

    @Override
    public CompletionStage<JobStatus> cancel(String job) {
        return change(job, replyTo -> new CoordinatorMessage.Cancel(job, "", replyTo));
    }

    @Override
    public CompletionStage<JobStatus> stop(String job) {
        return change(job, replyTo -> new CoordinatorMessage.Stop(job, replyTo));
    }

    @Override
    public CompletionStage<JobStatus> savepoint(String job, String directory) {
        return change(job, replyTo -> new CoordinatorMessage.Savepoint(job, directory, replyTo));
    }

    @Override
    public CompletionStage<JobStatus> stopWithSavepoint(String job, String directory, boolean drain) {
        return change(job, replyTo -> new CoordinatorMessage.StopWithSavepoint(job, directory, drain, replyTo));
    }

    @Override
    public CompletionStage<List<RetainedCheckpoint>> checkpoints(String job) {
        return describe().thenCompose(jobs -> {
            CoordinatorMessage.Job found = jobs.jobs().get(job);
            return found == null ? unknown(job, jobs) : RetainedCheckpoints.of(found.runs(), checkpoints, io);
        });
    }

    @Override
    public CompletionStage<JobStatus> rescale(String job, int parallelism) {
        if (parallelism < 1) {
            return CompletableFuture.failedFuture(
                    new JobRefusedException("the parallelism must be at least 1, but is " + parallelism));
        }
        return change(job, replyTo -> new CoordinatorMessage.Rescale(job, parallelism, replyTo));
    }

    private CompletionStage<JobStatus> change(
            String job, Function<ActorRef<StatusReply<JobUpdate>>, CoordinatorMessage> message) {
        return describe().thenCompose(jobs -> {
            if (!jobs.jobs().containsKey(job)) {
                return unknown(job, jobs);
            }
            return AskPattern.<CoordinatorMessage, StatusReply<JobUpdate>>ask(
                            coordinator, message::apply, changePatience, system.scheduler())
                    .thenCompose(reply -> reply.isError() ? refused(reply) : status(job, changePatience));
        });
    }

    CompletionStage<CoordinatorMessage.Jobs> describe() {
        return describe(PATIENCE);
    }

    CompletionStage<CoordinatorMessage.Jobs> describe(Duration patience) {
        return AskPattern.ask(coordinator, CoordinatorMessage.Describe::new, patience, system.scheduler());
    }

    private static CompletionStage<JobStatus> refused(StatusReply<?> reply) {
        return CompletableFuture.failedFuture(
                new JobRefusedException(String.valueOf(reply.getError().getMessage())));
    }

    private static <T> CompletionStage<T> unknown(String job, CoordinatorMessage.Jobs jobs) {
        String known = jobs.jobs().isEmpty()
                ? "none was submitted yet"
                : "those submitted are "
                        + String.join(", ", new TreeSet<>(jobs.jobs().keySet()));
        return CompletableFuture.failedFuture(new JobNotFoundException("no job \"" + job + "\" here: " + known));
    }

    private CompletionStage<JobStatus> withSubtasks(CoordinatorMessage.Job job) {
        CompletableFuture<List<SubtaskStatus>> all = CompletableFuture.completedFuture(List.of());
        CurrentClusterState state = Cluster.get(system).state();
        for (Member member : state.getMembers()) {
            if (state.getUnreachable().contains(member)) {
                continue; // whoever asks should not wait for what will not come
            }
            CompletableFuture<List<SubtaskStatus>> before = all;
            all = NodeFigures.ask(system, member.address(), job.spec().run())
                    .toCompletableFuture()
                    .thenCombine(before, ClusterJobs::join);
        }
        // What is left of an earlier attempt says nothing about this one.
        return all.thenApply(subtasks -> status(
                job,
                subtasks.stream()
                        .filter(subtask -> subtask.attempt() == job.update().epoch())
                        .toList()));
    }

    private static List<SubtaskStatus> join(FiguresMessage.Figures more, List<SubtaskStatus> before) {
        List<SubtaskStatus> joined = new ArrayList<>(before);
        for (FiguresMessage.SubtaskFigures one : more.subtasks()) {
            joined.add(new SubtaskStatus(
                    one.subtask().vertex(),
                    one.subtask().index(),
                    more.node(),
                    one.epoch(),
                    one.startedAt(),
                    one.recordsRead(),
                    one.recordsWritten(),
                    one.watermark()));
        }
        joined.sort(Comparator.comparing(SubtaskStatus::vertex).thenComparingInt(SubtaskStatus::index));
        return joined;
    }

    private static JobStatus status(CoordinatorMessage.Job job, List<SubtaskStatus> subtasks) {
        JobUpdate update = job.update();
        return new JobStatus(
                job.spec().job(),
                update.run(),
                update.state(),
                job.spec().parameters(),
                update.parallelism() == 0 ? job.spec().parallelism() : update.parallelism(),
                update.epoch(),
                update.completedCheckpoints(),
                update.failedCheckpoints(),
                update.lastCheckpoint(),
                update.lastCost(),
                update.failure(),
                update.recovery(),
                update.savepoint(),
                subtasks);
    }
}
