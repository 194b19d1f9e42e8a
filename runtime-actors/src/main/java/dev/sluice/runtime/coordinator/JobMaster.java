package dev.sluice.runtime.coordinator;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.RestartPolicy;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.MasterMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one run of a job: deploys attempts, makes checkpoints on an interval, restarts after failures, ends. What it
 * decides it journals first. See {@link MasterPhase} for what follows what.
 *
 * <p>It is longer than others because it is one state machine: each message is answered in each phase here, and nowhere
 * else.
 */
public final class JobMaster extends EventSourcedBehavior<MasterMessage, MasterEvent, MasterState> {
    private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(15);
    private static final Duration ATTACH_AGAIN = Duration.ofSeconds(1);
    private static final Duration PLACE_AGAIN = Duration.ofMillis(500);
    private static final Duration LEAVE_AGAIN = Duration.ofMillis(500);
    private static final Duration DEPLOY_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration DEPLOY_AGAIN = Duration.ofSeconds(2);
    private static final String CHECKPOINTS = "checkpoints";
    private static final String DEPLOYMENT = "deployment";
    private static final String ATTACHMENT = "attachment";

    private final String run;
    private final MasterEnvironment environment;
    private final ActorContext<MasterMessage> context;
    private final TimerScheduler<MasterMessage> timers;
    private final CheckpointArchive archive;
    private final Consumer<JobUpdate> onChange;
    private final Consumer<JobUpdate> onEnd;
    private final Stopwatch stopwatch;
    private final List<ActorRef<StatusReply<JobUpdate>>> awaitEnd = new ArrayList<>();
    private final Set<ActorRef<JobUpdate>> watchers = new LinkedHashSet<>();
    private MasterPhase phase = MasterPhase.IDLE;
    private @Nullable Subtasks subtasks;
    private Attempt attempt = new Attempt(Set.of());
    private @Nullable CheckpointTracker pending;
    private long failedCheckpoints;
    private @Nullable CheckpointCost lastCost;
    private @Nullable JobState endAfterStop;
    private MasterCommand.@Nullable Begin beginning;
    private Duration delay = Duration.ZERO;
    private final RestartDelays delays = new RestartDelays();
    private final Handovers handovers = new Handovers();
    private final SavepointDesk savepoints;
    private final Quietness quietness = new Quietness();

    private JobMaster(
            String run,
            MasterEnvironment environment,
            Consumer<JobUpdate> onChange,
            Consumer<JobUpdate> onEnd,
            ActorContext<MasterMessage> context,
            TimerScheduler<MasterMessage> timers) {
        super(
                PersistenceId.of("job", run),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.1));
        this.run = run;
        this.environment = environment;
        this.onChange = onChange;
        this.onEnd = onEnd;
        stopwatch = new Stopwatch(environment.clock());
        this.context = context;
        this.timers = timers;
        archive = new CheckpointArchive(run, environment.checkpoints(), environment.io(), context);
        savepoints = new SavepointDesk(environment, archive, handovers);
        environment.placement().watch(context, MasterNote.NodeLost::new);
    }

    /**
     * @param run the run
     * @param environment what it needs of its node
     * @param onChange told, on the master's thread, what its watchers are told
     * @param onEnd told, on the master's thread, how the run ended, before its watchers are; told again if an ended run
     *     is resumed
     * @return its master; does nothing until it is told to begin or resume
     */
    public static Behavior<MasterMessage> create(
            String run, MasterEnvironment environment, Consumer<JobUpdate> onChange, Consumer<JobUpdate> onEnd) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new JobMaster(run, environment, onChange, onEnd, context, timers)));
    }

    @Override
    public MasterState emptyState() {
        return MasterState.EMPTY;
    }

    @Override
    public EventHandler<MasterState, MasterEvent> eventHandler() {
        return MasterState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(200, 1).withDeleteEventsOnSnapshot();
    }

    @Override
    public SignalHandler<MasterState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), state -> goOnAfterOutage())
                .build();
    }

    /**
     * The journal has failed and is back: what was decided meanwhile is not in it, so everybody is asked how things
     * are.
     */
    private void goOnAfterOutage() {
        if (beginning != null) {
            context.getSelf().tell(beginning);
        } else if (phase != MasterPhase.IDLE) {
            phase = MasterPhase.IDLE;
            if (pending != null) {
                pending = null;
                failedCheckpoints++;
            }
            handovers.refuse("the journal was away");
            timers.cancelAll();
            context.getSelf().tell(new MasterCommand.Resume());
            if (endAfterStop == JobState.CANCELLED) {
                context.getSelf()
                        .tell(new MasterCommand.Cancel(context.getSystem().ignoreRef()));
            }
        }
    }

    @Override
    public CommandHandler<MasterMessage, MasterEvent, MasterState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(MasterCommand.Begin.class, this::onBegin)
                .onCommand(MasterCommand.Resume.class, this::onResume)
                .onCommand(MasterCommand.Watch.class, this::onWatch)
                .onCommand(MasterCommand.Cancel.class, this::onCancel)
                .onCommand(MasterCommand.Stop.class, (state, stop) -> want(state, new Handover.Stop(stop.replyTo())))
                .onCommand(MasterCommand.Savepoint.class, command -> done(() -> savepoints.take(command)))
                .onCommand(MasterCommand.StopWithSavepoint.class, command -> done(() -> savepoints.take(command)))
                .onCommand(MasterCommand.Rescale.class, this::onRescale)
                .onCommand(MasterCommand.Leave.class, this::onLeave)
                .onCommand(KeeperReport.class, this::onReport)
                .onCommand(MasterNote.Listed.class, this::onListed)
                .onCommand(MasterNote.PlaceAgain.class, this::onPlaceAgain)
                .onCommand(MasterNote.DeployAgain.class, this::onDeployAgain)
                .onCommand(MasterNote.AttachAgain.class, this::onAttachAgain)
                .onCommand(MasterNote.NodeLost.class, this::onNodeLost)
                .onCommand(MasterNote.CheckpointDue.class, this::onCheckpointDue)
                .onCommand(MasterNote.CheckpointTimedOut.class, this::onCheckpointTimedOut)
                .onCommand(MasterNote.ManifestWritten.class, this::onManifestWritten)
                .onCommand(MasterNote.SavepointPrepared.class, this::onSavepointPrepared)
                .onCommand(MasterNote.SavepointPublished.class, this::onSavepointPublished)
                .onCommand(MasterNote.DrainTimedOut.class, this::onDrainTimedOut)
                .onCommand(MasterNote.BackoffOver.class, this::onBackoffOver)
                .onCommand(MasterNote.PatienceOver.class, this::onPatienceOver)
                .build();
    }

    // ---- beginning ----

    private Effect<MasterEvent, MasterState> onBegin(MasterState state, MasterCommand.Begin command) {
        if (phase != MasterPhase.IDLE && phase != MasterPhase.ENDED) {
            command.replyTo().tell(StatusReply.error("the run is already under way"));
            return Effect().none();
        }
        boolean isNew = state.spec() == null;
        long from = isNew
                ? -1
                : state.newest().map(MasterState.Completed::checkpoint).orElse(0L);
        beginning = command;
        List<MasterEvent> events = new ArrayList<>(List.of(new MasterEvent.Begun(command.spec())));
        if (isNew && command.start() != null) {
            events.add(new MasterEvent.Imported(command.start()));
        }
        return Effect().persist(events).thenRun(begun -> {
            beginning = null;
            endAfterStop = null;
            watchers.add(command.watcher());
            command.replyTo().tell(StatusReply.success(new MasterCommand.Accepted(run, from)));
            know(begun);
            choose(begun);
        });
    }

    private Effect<MasterEvent, MasterState> onResume(MasterState state, MasterCommand.Resume command) {
        if (phase != MasterPhase.IDLE || state.spec() == null) {
            return Effect().none();
        }
        if (state.ended() != null) {
            phase = MasterPhase.ENDED;
            onEnd.accept(update(state));
            tellWatchers(state);
            return Effect().none();
        }
        know(state);
        attempt = new Attempt(subtasks().topology().subtasks());
        if (state.shards().isEmpty()) {
            choose(state);
            return Effect().none();
        }
        environment.placement().occupy(run, subtasks().topology().weights(), state.shards());
        if (state.isDraining()) {
            // Nobody knows any more what for.
            choose(state);
            return Effect().none();
        }
        enter(MasterPhase.ATTACHING, state);
        subtasks().attach(attempt, new KeeperCommand.Attach(state.epoch(), context.getSelf()));
        timers.startTimerWithFixedDelay(ATTACHMENT, new MasterNote.AttachAgain(), ATTACH_AGAIN);
        waitAtMost(ATTACH_PATIENCE, state);
        return Effect().none();
    }

    /** What was sent to a shard that is just moving is lost. */
    private Effect<MasterEvent, MasterState> onAttachAgain(MasterState state, MasterNote.AttachAgain note) {
        if (phase == MasterPhase.ATTACHING) {
            subtasks().attach(attempt, new KeeperCommand.Attach(state.epoch(), context.getSelf()));
        } else {
            timers.cancel(ATTACHMENT);
        }
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onWatch(MasterState state, MasterCommand.Watch command) {
        if (state.spec() != null && watchers.add(command.watcher())) {
            command.watcher().tell(update(state));
        }
        return Effect().none();
    }

    private void onAttached(MasterState state, KeeperReport.Attached report) {
        if (phase != MasterPhase.ATTACHING) {
            return;
        }
        attempt.isOn(report.subtask(), report.node());
        if (!report.running()) {
            context.getLog().info("run {}: subtask {} is gone, so a new attempt begins", run, report.subtask());
            choose(state);
        } else if (attempt.attached(report.subtask(), report.atEnd())) {
            beginRunning(state);
        }
    }

    /** Looks for the checkpoint to begin from; the fence keeps late writers of earlier attempts out of the store. */
    private void choose(MasterState state) {
        if (state.epoch() > 0) {
            stopwatch.stopped(Recovery.Cause.TAKE_OVER);
        }
        enter(MasterPhase.CHOOSING, state);
        archive.list(state.epoch() + 1);
    }

    private Effect<MasterEvent, MasterState> onListed(MasterState state, MasterNote.Listed note) {
        if (phase != MasterPhase.CHOOSING) {
            return Effect().none();
        }
        if (note.problem() != null) {
            return fail(state, internal("the checkpoint store cannot be read: " + note.problem(), true));
        }
        MasterState.Choice choice = state.choose(note.checkpoints());
        choice.rejected()
                .forEach(rejected -> context.getLog()
                        .warn("run {}: checkpoint {} is skipped: {}", run, rejected.checkpoint(), rejected.reason()));
        if (choice.chosen() == null && state.completedCount() > 0) {
            String message = "none of the retained checkpoints of run " + run + " is usable" + archive.why()
                    + "; restore the storage from a backup, or begin anew from a savepoint with --from or from nothing with"
                    + " --fresh";
            return end(JobState.FAILED, internal(message, false));
        }
        Optional<List<Integer>> shards = environment
                .placement()
                .place(
                        run,
                        topology(state).weights(),
                        state.shards(),
                        state.shards().isEmpty() || handovers.rescaling() != null);
        if (shards.isEmpty()) {
            timers.startSingleTimer("placing", new MasterNote.PlaceAgain(), PLACE_AGAIN);
            return Effect().none();
        }
        List<MasterEvent> events = new ArrayList<>(choice.rejected());
        events.add(new MasterEvent.AttemptStarted(state.epoch() + 1, choice.checkpoint(), shards.get()));
        return Effect().persist(events).thenRun(started -> {
            archive.dropUncounted(started, note.checkpoints());
            deploy(started, choice.snapshots());
        });
    }

    /** There was no node that could run anything; the checkpoints may be others by now, too. */
    private Effect<MasterEvent, MasterState> onPlaceAgain(MasterState state, MasterNote.PlaceAgain note) {
        if (phase == MasterPhase.CHOOSING) {
            archive.list(state.epoch() + 1);
        }
        return Effect().none();
    }

    private void deploy(MasterState state, List<SnapshotHandle> snapshots) {
        Subtasks before = subtasks();
        know(state);
        subtasks().retire(before, state.epoch(), attempt);
        attempt = subtasks().attempt(state, snapshots, environment.placement(), context.getSelf());
        pending = null;
        enter(MasterPhase.DEPLOYING, state);
        subtasks().deploy(attempt);
        timers.startTimerWithFixedDelay(DEPLOYMENT, new MasterNote.DeployAgain(), DEPLOY_AGAIN);
        waitAtMost(DEPLOY_PATIENCE, state);
    }

    /** What is sent to a keeper that is just retiring, or to a node that is leaving, is lost. */
    private Effect<MasterEvent, MasterState> onDeployAgain(MasterState state, MasterNote.DeployAgain note) {
        if (phase == MasterPhase.DEPLOYING) {
            subtasks().deploy(attempt);
        } else if (phase == MasterPhase.RUNNING && !attempt.notStarted().isEmpty()) {
            subtasks().start(state.epoch(), attempt);
        } else {
            timers.cancel(DEPLOYMENT);
        }
        return Effect().none();
    }

    private void onReady(MasterState state, KeeperReport.Ready report) {
        attempt.isOn(report.subtask(), report.node());
        if (phase == MasterPhase.DEPLOYING && attempt.ready(report.subtask(), report.inbox())) {
            if (state.isAfterDrain()) {
                subtasks().drain(state.epoch()); // before they begin, so that they read nothing
            }
            subtasks().start(state.epoch(), attempt);
            timers.startTimerWithFixedDelay(DEPLOYMENT, new MasterNote.DeployAgain(), DEPLOY_AGAIN);
            beginRunning(state);
        }
    }

    private void beginRunning(MasterState state) {
        Recovery recovery = stopwatch.running();
        if (recovery != null) {
            context.getLog()
                    .info(
                            "run {}: records flow again in attempt {} after {} ms ({}: {} ms to stop, {} ms to restore)",
                            run,
                            state.epoch(),
                            recovery.pauseMillis(),
                            recovery.cause(),
                            recovery.stopMillis(),
                            recovery.restoreMillis());
        }
        enter(MasterPhase.RUNNING, state);
        handovers.running(update(state));
        Duration interval = Duration.ofMillis(state.job().checkpointIntervalMillis());
        timers.startTimerAtFixedRate(CHECKPOINTS, new MasterNote.CheckpointDue(), interval);
        if (attempt.isAtEnd()) {
            context.getSelf().tell(new MasterNote.CheckpointDue());
        }
    }

    // ---- reports ----

    private Effect<MasterEvent, MasterState> onReport(MasterState state, KeeperReport report) {
        if (report.epoch() != state.epoch()) {
            return Effect().none();
        }
        if (report instanceof KeeperReport.Ready ready) {
            onReady(state, ready);
        } else if (report instanceof KeeperReport.Attached attached) {
            onAttached(state, attached);
        } else if (report instanceof KeeperReport.EndReached end) {
            attempt.atEnd(end.subtask());
            if (attempt.isAtEnd() && phase == MasterPhase.RUNNING && pending == null && !attempt.isCommitting()) {
                return startCheckpoint(state);
            }
        } else if (report instanceof KeeperReport.Started started) {
            attempt.started(started.subtask());
        } else if (report instanceof KeeperReport.Awake) {
            quietness.wake();
        } else if (report instanceof KeeperReport.AtWatermark source) {
            subtasks().align(source);
        } else if (report instanceof KeeperReport.Acknowledged acknowledged) {
            onAcknowledged(state, acknowledged);
        } else if (report instanceof KeeperReport.Declined declined) {
            return abort(declined.checkpoint(), "subtask " + declined.subtask() + ": " + declined.reason());
        } else if (report instanceof KeeperReport.Committed committed) {
            if (attempt.committed(committed.subtask(), committed.checkpoint()) && phase == MasterPhase.RUNNING) {
                return onAllCommitted(state);
            }
        } else if (report instanceof KeeperReport.Failed failed) {
            // While the next attempt is prepared the last one is over, even if one of its subtasks did not stop in
            // time.
            return phase == MasterPhase.CHOOSING ? Effect().none() : fail(state, failed.failure());
        } else if (report instanceof KeeperReport.Unrestorable damaged) {
            return reject(damaged);
        } else if (report instanceof KeeperReport.Stopped stopped) {
            if (attempt.stopped(stopped.subtask()) && phase == MasterPhase.STOPPING) {
                return afterStop(state);
            }
        }
        return Effect().none();
    }

    // ---- checkpoints ----

    private Effect<MasterEvent, MasterState> onCheckpointDue(MasterState state, MasterNote.CheckpointDue note) {
        boolean possible = phase == MasterPhase.RUNNING
                && pending == null
                && !attempt.isCommitting()
                && (attempt.isAtEnd() || !handovers.isDraining());
        boolean due = attempt.isAtEnd()
                || handovers.isWanted()
                || quietness.isDue(environment.clock().millis(), state.job().checkpointIntervalMillis());
        return possible && due ? startCheckpoint(state) : Effect().none();
    }

    private Effect<MasterEvent, MasterState> startCheckpoint(MasterState state) {
        long checkpoint = state.lastCheckpoint() + 1;
        SavepointOrder order = handovers.order();
        pending = new CheckpointTracker(
                checkpoint,
                environment.clock().millis(),
                attempt.isAtEnd(),
                subtasks().topology().subtasks(),
                order);
        return Effect().persist(new MasterEvent.CheckpointStarted(checkpoint)).thenRun(started -> {
            long completed =
                    started.newest().map(MasterState.Completed::checkpoint).orElse(0L);
            subtasks().trigger(started.epoch(), new SnapshotRequest(checkpoint, completed, order != null));
            Duration timeout = Duration.ofMillis(started.job().checkpointTimeoutMillis());
            timers.startSingleTimer("checkpoint-timeout", new MasterNote.CheckpointTimedOut(checkpoint), timeout);
        });
    }

    private void onAcknowledged(MasterState state, KeeperReport.Acknowledged report) {
        CheckpointTracker tracker = pending;
        if (tracker == null
                || tracker.checkpoint() != report.checkpoint()
                || !tracker.acknowledge(report.subtask(), report.snapshot(), report.changed())) {
            return;
        }
        CheckpointManifest manifest = new CheckpointManifest(
                run,
                tracker.checkpoint(),
                state.epoch(),
                false,
                environment.clock().millis(),
                tracker.snapshots(),
                subtasks().topology().outline(state.job()));
        archive.complete(manifest, tracker.order());
    }

    private Effect<MasterEvent, MasterState> onManifestWritten(MasterState state, MasterNote.ManifestWritten note) {
        CheckpointTracker tracker = pending;
        if (tracker == null || note.epoch() != state.epoch() || note.checkpoint() != tracker.checkpoint()) {
            return Effect().none();
        }
        if (note.problem() != null) {
            return abort(note.checkpoint(), "its manifest could not be written: " + note.problem());
        }
        pending = null;
        long now = environment.clock().millis();
        lastCost = tracker.cost(now);
        delays.checkpointCompleted();
        quietness.completed(tracker.isChanged(), now);
        boolean served = handovers.isServedBy(tracker);
        boolean drained = served && handovers.isDraining();
        MasterEvent done = new MasterEvent.CheckpointCompleted(tracker.checkpoint(), tracker.snapshots(), drained);
        return Effect().persist(done).thenRun(completed -> {
            if (tracker.isLast() || (served && (handovers.isStopWanted() || tracker.order() != null))) {
                attempt.completedLast(tracker.checkpoint(), tracker.isLast());
            }
            if (drained) {
                savepoints.publish(); // whatever happens now, the run ends, and commits it
            }
            subtasks().tellAll(new KeeperCommand.Complete(completed.epoch(), tracker.checkpoint(), tracker.isLast()));
            archive.retain(completed);
            tellWatchers(completed);
            Handover.Move move = tracker.isLast() || !served ? null : handovers.takeMove();
            if (move != null) {
                restart(completed, move.cause());
            } else if ((attempt.isAtEnd() || handovers.isWanted()) && !attempt.isCommitting()) {
                context.getSelf().tell(new MasterNote.CheckpointDue());
            }
        });
    }

    private Effect<MasterEvent, MasterState> onCheckpointTimedOut(
            MasterState state, MasterNote.CheckpointTimedOut note) {
        if (attempt.isCommitting() && !attempt.isLastOfAll() && savepoints.giveUp(note.checkpoint())) {
            attempt.goesOn();
            context.getSelf().tell(new MasterNote.CheckpointDue());
        }
        return abort(note.checkpoint(), "it took longer than the checkpoint timeout");
    }

    private Effect<MasterEvent, MasterState> abort(long checkpoint, String reason) {
        if (pending == null || pending.checkpoint() != checkpoint) {
            return Effect().none();
        }
        boolean served = handovers.isServedBy(pending);
        boolean draining = handovers.isDraining();
        pending = null;
        if (served) {
            handovers.refuse("checkpoint " + checkpoint + " failed: " + reason);
        }
        failedCheckpoints++;
        context.getLog().warn("run {}: checkpoint {} is given up: {}", run, checkpoint, reason);
        return Effect()
                .persist(new MasterEvent.CheckpointAborted(checkpoint, reason))
                .thenRun(aborted -> {
                    tellWatchers(aborted);
                    if (served && draining) {
                        restart(aborted, Recovery.Cause.FAILURE);
                    } else if (handovers.isWanted()) {
                        context.getSelf().tell(new MasterNote.CheckpointDue());
                    }
                });
    }

    // ---- failure and end ----

    private Effect<MasterEvent, MasterState> fail(MasterState state, JobFailure failure) {
        if (phase == MasterPhase.STOPPING || phase == MasterPhase.BACKOFF || phase == MasterPhase.ENDED) {
            return Effect().none();
        }
        RestartPolicy policy = state.job().restartPolicy();
        boolean again =
                failure.restartable() && (failure.environmental() || state.failuresInRow() < policy.maxRestarts());
        delay = delays.after(failure, policy, state.failuresInRow());
        handovers.refuse("the job has failed meanwhile: " + failure.summary());
        endAfterStop = again ? null : JobState.FAILED;
        if (again) {
            context.getLog()
                    .warn(
                            "run {}: attempt {} failed, the next begins in {} ms: {}",
                            run,
                            state.epoch(),
                            delay.toMillis(),
                            failure.summary());
        }
        return Effect()
                .persist(new MasterEvent.AttemptFailed(state.epoch(), failure))
                .thenRun(failed ->
                        stopAll(failed, failure.environmental() ? Recovery.Cause.NODE_LOST : Recovery.Cause.FAILURE));
    }

    private Effect<MasterEvent, MasterState> onNodeLost(MasterState state, MasterNote.NodeLost note) {
        if (!attempt.lose(note.node())) {
            return Effect().none();
        }
        return switch (phase) {
            case RUNNING, DEPLOYING ->
                fail(state, JobFailure.environmental("node", 0, "node " + note.node() + " is gone"));
            case STOPPING -> attempt.isStopped() ? afterStop(state) : Effect().none();
            case ATTACHING -> {
                choose(state);
                yield Effect().none();
            }
            default -> Effect().none();
        };
    }

    private Effect<MasterEvent, MasterState> reject(KeeperReport.Unrestorable report) {
        if (phase != MasterPhase.DEPLOYING) {
            return Effect().none();
        }
        context.getLog()
                .warn(
                        "run {}: checkpoint {} is damaged, an older one is used: {}",
                        run,
                        report.checkpoint(),
                        report.reason());
        archive.rejected(report.checkpoint(), report.reason());
        return Effect()
                .persist(new MasterEvent.CheckpointRejected(report.checkpoint(), report.reason()))
                .thenRun(rejected -> restart(rejected, Recovery.Cause.FAILURE));
    }

    private Effect<MasterEvent, MasterState> onCancel(MasterState state, MasterCommand.Cancel command) {
        if (phase == MasterPhase.ENDED || phase == MasterPhase.IDLE || state.spec() == null) {
            command.replyTo().tell(StatusReply.success(update(state)));
            return Effect().none();
        }
        awaitEnd.add(command.replyTo());
        handovers.refuse("the job was cancelled");
        endAfterStop = JobState.CANCELLED;
        if (phase == MasterPhase.BACKOFF || phase == MasterPhase.CHOOSING) {
            return end(JobState.CANCELLED, null);
        }
        if (phase != MasterPhase.STOPPING) {
            stopAll(state, Recovery.Cause.FAILURE);
        }
        return Effect().none();
    }

    private void stopAll(MasterState state, Recovery.Cause why) {
        stopwatch.stopping(why);
        timers.cancel(CHECKPOINTS);
        pending = null;
        enter(MasterPhase.STOPPING, state);
        subtasks().tellAll(new KeeperCommand.Stop(state.epoch(), context.getSelf()));
        waitAtMost(STOP_PATIENCE, state);
        if (state.shards().isEmpty()) {
            context.getSelf().tell(new MasterNote.PatienceOver(state.epoch(), phase));
        }
    }

    private Effect<MasterEvent, MasterState> afterStop(MasterState state) {
        if (endAfterStop != null) {
            return end(endAfterStop, endAfterStop == JobState.FAILED ? state.failure() : null);
        }
        stopwatch.stopped(Recovery.Cause.FAILURE);
        Handover.Rescale rescale = handovers.rescaling();
        if (rescale != null) {
            return Effect()
                    .persist(new MasterEvent.Rescaled(rescale.parallelism()))
                    .thenRun(this::choose);
        }
        if (delay.isZero()) {
            choose(state);
            return Effect().none();
        }
        enter(MasterPhase.BACKOFF, state);
        timers.startSingleTimer("backoff", new MasterNote.BackoffOver(), delay);
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onBackoffOver(MasterState state, MasterNote.BackoffOver note) {
        if (phase == MasterPhase.BACKOFF) {
            choose(state);
        }
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onPatienceOver(MasterState state, MasterNote.PatienceOver note) {
        if (phase != note.phase() || note.epoch() != state.epoch()) {
            return Effect().none();
        }
        switch (phase) {
            case ATTACHING -> choose(state);
            case DEPLOYING -> {
                return fail(
                        state,
                        internal("not all subtasks were ready within " + DEPLOY_PATIENCE.toSeconds() + " s", true));
            }
            case STOPPING -> {
                if (!attempt.isStopped()) {
                    context.getLog().warn("run {}: not all subtasks have stopped in time", run);
                }
                return afterStop(state);
            }
            default -> {}
        }
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> end(JobState how, @Nullable JobFailure failure) {
        timers.cancelAll();
        return Effect().persist(new MasterEvent.Ended(how, failure)).thenRun(ended -> {
            phase = MasterPhase.ENDED;
            subtasks().tellAll(new KeeperCommand.Retire(ended.epoch()));
            environment.placement().release(run);
            handovers.ended("the job has ended: " + how);
            if (how == JobState.FINISHED) {
                archive.deleteAll();
            }
            onEnd.accept(update(ended));
            tellWatchers(ended);
            awaitEnd.forEach(waiting -> waiting.tell(StatusReply.success(update(ended))));
            awaitEnd.clear();
        });
    }

    // ---- what is done behind a checkpoint ----

    private Effect<MasterEvent, MasterState> done(Runnable action) {
        action.run();
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onSavepointPrepared(MasterState state, MasterNote.SavepointPrepared note) {
        if (note.problem() != null) {
            note.savepoint().refuse(note.problem());
            return Effect().none();
        }
        return want(state, note.savepoint());
    }

    private Effect<MasterEvent, MasterState> drain(MasterState state) {
        return Effect().persist(new MasterEvent.Draining(state.epoch())).thenRun(draining -> {
            subtasks().drain(draining.epoch());
            Duration timeout = Duration.ofMillis(draining.job().checkpointTimeoutMillis());
            timers.startSingleTimer("drain-timeout", new MasterNote.DrainTimedOut(draining.epoch()), timeout);
        });
    }

    private Effect<MasterEvent, MasterState> onDrainTimedOut(MasterState state, MasterNote.DrainTimedOut note) {
        if (phase == MasterPhase.RUNNING && note.epoch() == state.epoch() && !attempt.isAtEnd()) {
            handovers.refuse("not everything has come to its end within the checkpoint timeout");
            restart(state, Recovery.Cause.FAILURE);
        }
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onSavepointPublished(
            MasterState state, MasterNote.SavepointPublished note) {
        Handover.Savepoint savepoint = handovers.takeSavepoint(note.order());
        savepoints.published(note);
        tellWatchers(state);
        if (savepoint == null || phase != MasterPhase.RUNNING || !attempt.hasCommitted()) {
            return Effect().none();
        }
        if (attempt.isLastOfAll()) {
            return end(JobState.FINISHED, null);
        }
        if (savepoint.stops() && note.problem() == null) {
            endAfterStop = JobState.STOPPED;
            stopAll(state, Recovery.Cause.FAILURE);
        } else {
            attempt.goesOn();
            context.getSelf().tell(new MasterNote.CheckpointDue());
        }
        return Effect().none();
    }

    private Effect<MasterEvent, MasterState> onRescale(MasterState state, MasterCommand.Rescale command) {
        if (state.spec() != null) {
            try {
                PhysicalPlan plan = environment.plans().apply(state.job().withParallelism(command.parallelism()));
                context.getLog().info("run {}: is to be rescaled to {} subtasks", run, plan.subtasks());
            } catch (RuntimeException e) {
                command.replyTo().tell(StatusReply.error(String.valueOf(e.getMessage())));
                return Effect().none();
            }
        }
        return want(state, new Handover.Rescale(command.parallelism(), command.replyTo()));
    }

    private Effect<MasterEvent, MasterState> onLeave(MasterState state, MasterCommand.Leave command) {
        if (phase == MasterPhase.IDLE || phase == MasterPhase.ENDED) {
            command.replyTo().tell(Done.getInstance());
            return Effect().none();
        }
        if (phase != MasterPhase.RUNNING || handovers.isWanted() || attempt.isCommitting()) {
            context.scheduleOnce(LEAVE_AGAIN, context.getSelf(), command);
            return Effect().none();
        }
        if (!attempt.isOn(command.node()) || !environment.placement().hasRoom()) {
            command.replyTo().tell(Done.getInstance());
            return Effect().none();
        }
        return want(state, new Handover.Leave(command.node(), command.replyTo()));
    }

    private Effect<MasterEvent, MasterState> want(MasterState state, Handover handover) {
        if (phase != MasterPhase.RUNNING || attempt.isCommitting() || attempt.isAtEnd()) {
            handover.refuse("the job cannot be " + handover.what() + " now: it is "
                    + (attempt.isAtEnd() ? "FINISHING" : update(state).state()) + "; try again once it is RUNNING");
            return Effect().none();
        }
        if (!handovers.want(handover)) {
            return Effect().none();
        }
        if (handover.order() != null) {
            tellWatchers(state);
            handover.order().accept(update(state));
        }
        if (handover.drains()) {
            return drain(state);
        }
        return pending == null ? startCheckpoint(state) : Effect().none();
    }

    /** Begins another attempt at once, from the newest checkpoint. */
    private void restart(MasterState state, Recovery.Cause why) {
        delay = Duration.ZERO;
        endAfterStop = null;
        stopAll(state, why);
    }

    private Effect<MasterEvent, MasterState> onAllCommitted(MasterState state) {
        Handover.Stop stop = attempt.isLastOfAll() ? null : handovers.takeStop();
        if (stop != null) {
            awaitEnd.add(stop.replyTo());
            endAfterStop = JobState.STOPPED;
            stopAll(state, Recovery.Cause.FAILURE);
            return Effect().none();
        }
        return savepoints.publish() ? Effect().none() : end(JobState.FINISHED, null);
    }

    // ---- small things ----

    private void enter(MasterPhase next, MasterState state) {
        phase = next;
        tellWatchers(state);
    }

    private void tellWatchers(MasterState state) {
        JobUpdate update = update(state);
        onChange.accept(update);
        watchers.forEach(watcher -> watcher.tell(update));
    }

    private JobUpdate update(MasterState state) {
        return state.toUpdate(run, phase, failedCheckpoints, lastCost, stopwatch.latest(), handovers.savepoint());
    }

    private void waitAtMost(Duration patience, MasterState state) {
        timers.startSingleTimer("patience", new MasterNote.PatienceOver(state.epoch(), phase), patience);
    }

    private void know(MasterState state) {
        subtasks = new Subtasks(topology(state), state.shards(), environment.keepers());
    }

    private Topology topology(MasterState state) {
        return new Topology(environment.plans().apply(state.job()), run);
    }

    private Subtasks subtasks() {
        return Objects.requireNonNull(subtasks, "the run has not begun");
    }

    private static JobFailure internal(String message, boolean restartable) {
        return new JobFailure("coordinator", 0, null, "", message, "", restartable, false);
    }
}
