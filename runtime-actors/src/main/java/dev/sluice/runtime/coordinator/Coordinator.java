package dev.sluice.runtime.coordinator;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.MasterMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one place in a cluster where jobs are submitted. It gives each run a master of its own; after a fail-over it
 * revives those whose runs go on.
 */
public final class Coordinator extends EventSourcedBehavior<CoordinatorMessage, CoordinatorEvent, CoordinatorState> {
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    private final ActorContext<CoordinatorMessage> context;
    private final MasterEnvironment environment;
    private final Predicate<JobSpec> isRevivable;
    private final Map<String, ActorRef<MasterMessage>> masters = new HashMap<>();
    private final Set<String> leaving = new HashSet<>();
    /** The jobs for whose next run state is being copied. */
    private final Set<String> importing = new HashSet<>();
    /** By run, what its master said last; masters write it. */
    private final Map<String, JobUpdate> updates = new ConcurrentHashMap<>();

    private Coordinator(
            ActorContext<CoordinatorMessage> context, MasterEnvironment environment, Predicate<JobSpec> isRevivable) {
        super(
                PersistenceId.ofUniqueId("coordinator"),
                // The masters go on while the coordinator waits for its journal.
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.1)
                        .withStopChildren(false));
        this.context = context;
        this.environment = environment;
        this.isRevivable = isRevivable;
    }

    /**
     * @param environment what masters need of their node
     * @param isRevivable whether a run that the journal leaves unfinished goes on by itself, or waits to be submitted
     *     again
     * @return the coordinator
     */
    public static Behavior<CoordinatorMessage> create(MasterEnvironment environment, Predicate<JobSpec> isRevivable) {
        return Behaviors.setup(context -> new Coordinator(context, environment, isRevivable));
    }

    @Override
    public CoordinatorState emptyState() {
        return CoordinatorState.EMPTY;
    }

    @Override
    public EventHandler<CoordinatorState, CoordinatorEvent> eventHandler() {
        return CoordinatorState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(100, 1).withDeleteEventsOnSnapshot();
    }

    @Override
    public SignalHandler<CoordinatorState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::revive)
                .build();
    }

    private void revive(CoordinatorState state) {
        for (CoordinatorState.Entry entry : state.jobs().values()) {
            if (entry.last() == null && isRevivable.test(entry.spec())) {
                master(entry.spec()).tell(new MasterCommand.Resume());
            }
        }
        state.importing().forEach(this::forget);
    }

    @Override
    public CommandHandler<CoordinatorMessage, CoordinatorEvent, CoordinatorState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(CoordinatorMessage.Submit.class, this::onSubmit)
                .onCommand(CoordinatorMessage.SubmitFrom.class, this::onSubmitFrom)
                .onCommand(CoordinatorMessage.Imported.class, this::onImported)
                .onCommand(CoordinatorMessage.Watch.class, this::onWatch)
                .onCommand(CoordinatorMessage.Cancel.class, this::onCancel)
                .onCommand(CoordinatorMessage.Stop.class, this::onStop)
                .onCommand(CoordinatorMessage.Savepoint.class, this::onSavepoint)
                .onCommand(CoordinatorMessage.StopWithSavepoint.class, this::onStopWithSavepoint)
                .onCommand(CoordinatorMessage.Rescale.class, this::onRescale)
                .onCommand(CoordinatorMessage.Describe.class, this::onDescribe)
                .onCommand(CoordinatorMessage.Drain.class, this::onDrain)
                .onCommand(CoordinatorMessage.Drained.class, this::onDrained)
                .onCommand(CoordinatorMessage.RunEnded.class, this::onRunEnded)
                .build();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onSubmit(
            CoordinatorState state, CoordinatorMessage.Submit command) {
        JobSpec wanted = command.spec();
        CoordinatorState.Entry known = state.jobs().get(wanted.job());
        if (known != null && leaving.contains(known.spec().run())) {
            return Effect().stash();
        }
        String running = running(state, wanted.job());
        if (running != null) {
            command.replyTo().tell(StatusReply.error(running));
            return Effect().none();
        }
        if (known == null || known.isFinished()) {
            return begin(wanted, command);
        }
        if (command.fresh()) {
            forget(known.spec().run());
            return begin(wanted, command);
        }
        String difference = difference(known.spec(), wanted);
        if (!difference.isEmpty()) {
            command.replyTo()
                    .tell(StatusReply.error("job \"" + wanted.job() + "\" was left unfinished (run "
                            + known.spec().run() + ") with " + difference
                            + ": run it as it was to resume it, use --fresh to throw its progress away,"
                            + " or another --storage"));
            return Effect().none();
        }
        return begin(wanted.withRun(known.spec().run()), command);
    }

    /** Why another run of a job cannot begin now; null if it can. */
    private @Nullable String running(CoordinatorState state, String job) {
        CoordinatorState.Entry known = state.jobs().get(job);
        if (known != null && masters.containsKey(known.spec().run())) {
            return "job \"" + job + "\" is already running as " + known.spec().run()
                    + "; wait for its end, cancel it, or give the job another name";
        }
        return importing.contains(job)
                ? "job \"" + job + "\" is just being started from a savepoint or checkpoint; try again later"
                : null;
    }

    private Effect<CoordinatorEvent, CoordinatorState> onSubmitFrom(
            CoordinatorState state, CoordinatorMessage.SubmitFrom command) {
        JobSpec spec = command.spec();
        CoordinatorState.Entry known = state.jobs().get(spec.job());
        if (known != null && leaving.contains(known.spec().run())) {
            return Effect().stash();
        }
        String running = running(state, spec.job());
        if (running != null) {
            command.replyTo().tell(StatusReply.error(running));
            return Effect().none();
        }
        importing.add(spec.job());
        return Effect().persist(new CoordinatorEvent.Importing(spec.run())).thenRun(persisted -> {
            CompletableFuture<CoordinatorMessage.Imported> imported =
                    CompletableFuture.supplyAsync(() -> Imports.of(command, environment), environment.io());
            context.pipeToSelf(
                    imported,
                    (done, problem) -> done != null
                            ? done
                            : new CoordinatorMessage.Imported(command, spec, List.of(), String.valueOf(problem)));
        });
    }

    private Effect<CoordinatorEvent, CoordinatorState> onImported(
            CoordinatorState state, CoordinatorMessage.Imported message) {
        CoordinatorMessage.SubmitFrom command = message.command();
        JobSpec spec = message.spec();
        importing.remove(spec.job());
        if (message.problem() != null) {
            return Effect()
                    .persist(new CoordinatorEvent.ImportFailed(spec.run()))
                    .thenRun(failed -> command.replyTo().tell(StatusReply.error(message.problem())));
        }
        return Effect()
                .persist(new CoordinatorEvent.Submitted(spec))
                .thenRun(submitted -> master(spec)
                        .tell(new MasterCommand.Begin(
                                spec, message.snapshots(), command.watcher(), command.replyTo())));
    }

    /** A run that is thrown away leaves no checkpoints behind. */
    private void forget(String run) {
        environment.io().execute(() -> {
            try {
                environment.checkpoints().deleteRun(run);
            } catch (IOException e) {
                context.getSystem().log().warn("run {}: could not delete its checkpoints: {}", run, e.toString());
            }
        });
    }

    private Effect<CoordinatorEvent, CoordinatorState> begin(JobSpec spec, CoordinatorMessage.Submit command) {
        return Effect()
                .persist(new CoordinatorEvent.Submitted(spec))
                .thenRun(submitted ->
                        master(spec).tell(new MasterCommand.Begin(spec, null, command.watcher(), command.replyTo())));
    }

    private static String difference(JobSpec before, JobSpec now) {
        if (!before.parameters().equals(now.parameters())) {
            return "other parameters (" + before.parameters() + ", now " + now.parameters() + ")";
        }
        return before.fingerprint().equals(now.fingerprint()) ? "" : "another definition of its graph";
    }

    private Effect<CoordinatorEvent, CoordinatorState> onWatch(
            CoordinatorState state, CoordinatorMessage.Watch command) {
        ActorRef<MasterMessage> master = masters.get(command.run());
        if (master != null) {
            master.tell(new MasterCommand.Watch(command.watcher()));
        } else {
            state.jobs().values().stream()
                    .map(CoordinatorState.Entry::last)
                    .filter(last -> last != null && last.run().equals(command.run()))
                    .forEach(last -> command.watcher().tell(last));
        }
        return Effect().none();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onCancel(
            CoordinatorState state, CoordinatorMessage.Cancel command) {
        CoordinatorState.Entry known = state.jobs().get(command.job());
        boolean another =
                known != null && !command.run().isEmpty() && !known.spec().run().equals(command.run());
        if (another) {
            command.replyTo().tell(StatusReply.error("run " + command.run() + " is not running"));
            return Effect().none();
        }
        return pass(state, command.job(), command.replyTo(), new MasterCommand.Cancel(command.replyTo()));
    }

    private Effect<CoordinatorEvent, CoordinatorState> onStop(CoordinatorState state, CoordinatorMessage.Stop command) {
        return pass(state, command.job(), command.replyTo(), new MasterCommand.Stop(command.replyTo()));
    }

    private Effect<CoordinatorEvent, CoordinatorState> onSavepoint(
            CoordinatorState state, CoordinatorMessage.Savepoint command) {
        return pass(
                state,
                command.job(),
                command.replyTo(),
                new MasterCommand.Savepoint(command.directory(), command.replyTo()));
    }

    private Effect<CoordinatorEvent, CoordinatorState> onStopWithSavepoint(
            CoordinatorState state, CoordinatorMessage.StopWithSavepoint command) {
        return pass(
                state,
                command.job(),
                command.replyTo(),
                new MasterCommand.StopWithSavepoint(command.directory(), command.drain(), command.replyTo()));
    }

    private Effect<CoordinatorEvent, CoordinatorState> onRescale(
            CoordinatorState state, CoordinatorMessage.Rescale command) {
        return pass(
                state,
                command.job(),
                command.replyTo(),
                new MasterCommand.Rescale(command.parallelism(), command.replyTo()));
    }

    /** Passes on what was asked of a job that runs. */
    private Effect<CoordinatorEvent, CoordinatorState> pass(
            CoordinatorState state, String job, ActorRef<StatusReply<JobUpdate>> replyTo, MasterCommand command) {
        CoordinatorState.Entry known = state.jobs().get(job);
        ActorRef<MasterMessage> master =
                known == null ? null : masters.get(known.spec().run());
        if (master != null) {
            master.tell(command);
        } else {
            replyTo.tell(StatusReply.error("job \"" + job + "\" is not running"));
        }
        return Effect().none();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onDescribe(
            CoordinatorState state, CoordinatorMessage.Describe command) {
        Map<String, CoordinatorMessage.Job> jobs = new HashMap<>();
        state.jobs().forEach((name, entry) -> {
            JobUpdate latest = entry.last() == null ? updates.get(entry.spec().run()) : entry.last();
            jobs.put(
                    name,
                    new CoordinatorMessage.Job(
                            entry.spec(),
                            latest == null
                                    ? JobUpdate.starting(
                                            entry.spec().run(), entry.spec().parallelism())
                                    : latest,
                            entry.runs()));
        });
        command.replyTo().tell(new CoordinatorMessage.Jobs(jobs));
        return Effect().none();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onDrain(
            CoordinatorState state, CoordinatorMessage.Drain command) {
        environment.placement().avoid(command.node());
        CompletableFuture<?>[] left = masters.values().stream()
                .map(master -> AskPattern.<MasterMessage, Done>ask(
                                master,
                                replyTo -> new MasterCommand.Leave(command.node(), replyTo),
                                DRAIN_PATIENCE,
                                context.getSystem().scheduler())
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        context.pipeToSelf(
                CompletableFuture.allOf(left),
                (done, problem) -> new CoordinatorMessage.Drained(command.node(), command.replyTo()));
        return Effect().none();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onDrained(
            CoordinatorState state, CoordinatorMessage.Drained message) {
        context.getLog().info("node {} is drained", message.node());
        message.replyTo().tell(Done.getInstance());
        return Effect().none();
    }

    private Effect<CoordinatorEvent, CoordinatorState> onRunEnded(
            CoordinatorState state, CoordinatorMessage.RunEnded message) {
        String run = message.last().run();
        ActorRef<MasterMessage> master = masters.get(run);
        if (master != null && leaving.add(run)) {
            // The same run may be submitted again at once: two masters of it must not share a journal.
            context.watchWith(master, message);
            context.stop(master);
            return Effect().none();
        }
        masters.remove(run);
        leaving.remove(run);
        updates.remove(run);
        return Effect()
                .persist(new CoordinatorEvent.Ended(message.job(), message.last()))
                .thenUnstashAll();
    }

    private ActorRef<MasterMessage> master(JobSpec spec) {
        return masters.computeIfAbsent(spec.run(), run -> {
            ActorRef<CoordinatorMessage> self = context.getSelf();
            Behavior<MasterMessage> behavior = JobMaster.create(
                    run,
                    environment,
                    update -> updates.put(run, update),
                    last -> self.tell(new CoordinatorMessage.RunEnded(spec.job(), last)));
            // A master that was killed by an error of its own goes on from its journal.
            AtomicBoolean spawned = new AtomicBoolean();
            Behavior<MasterMessage> resuming = Behaviors.setup(master -> {
                if (spawned.getAndSet(true)) {
                    master.getSelf().tell(new MasterCommand.Resume());
                }
                return behavior;
            });
            SupervisorStrategy strategy =
                    SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0.1);
            return context.spawn(Behaviors.supervise(resuming).onFailure(strategy), "job-" + run);
        });
    }
}
