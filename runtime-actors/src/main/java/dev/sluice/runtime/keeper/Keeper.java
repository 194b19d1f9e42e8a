package dev.sluice.runtime.keeper;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.KeeperMessage;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import dev.sluice.runtime.task.Deployment;
import dev.sluice.runtime.task.NodeServices;
import dev.sluice.runtime.task.TaskEvent;
import dev.sluice.runtime.task.TaskSlot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps one subtask: obeys the newest attempt's master, journals what matters, and reports what its task does. */
public final class Keeper extends EventSourcedBehavior<KeeperMessage, KeeperEvent, KeeperState> {
    /** The kind of sharded entity. */
    public static final EntityTypeKey<KeeperMessage> KEY = EntityTypeKey.create(KeeperMessage.class, "subtask");

    private final SubtaskId id;
    private final String node;
    private final TaskSlot slot;
    private final ActorRef<KeeperMessage> self;
    private @Nullable ActorRef<MasterMessage> master;
    private @Nullable KeeperMessage unjournaled;

    private Keeper(KeeperId keeper, String node, TaskSlot slot, ActorRef<KeeperMessage> self) {
        super(
                PersistenceId.of("subtask", keeper.entityId()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.1));
        id = keeper.subtask();
        this.node = node;
        this.slot = slot;
        this.self = self;
    }

    /**
     * @param keeper which keeper
     * @param node what this JVM has
     * @return its keeper
     */
    public static Behavior<KeeperMessage> create(KeeperId keeper, NodeServices node) {
        // The slot is made outside of the behavior, so it survives restarts for want of the journal.
        return Behaviors.setup(context -> {
            ActorRef<KeeperMessage> self = context.getSelf();
            return new Keeper(keeper, node.address(), new TaskSlot(node, self::tell), self);
        });
    }

    @Override
    public KeeperState emptyState() {
        return KeeperState.EMPTY;
    }

    @Override
    public EventHandler<KeeperState, KeeperEvent> eventHandler() {
        return KeeperState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(200, 1).withDeleteEventsOnSnapshot();
    }

    @Override
    public SignalHandler<KeeperState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(PostStop.instance(), this::onPostStop)
                .onSignal(RecoveryCompleted.instance(), state -> repeatUnjournaled())
                .build();
    }

    /** A keeper that ends while its task runs, by a defect of its own, must not leave its master waiting for it. */
    private void onPostStop(KeeperState state) {
        if (slot.isBusy()) {
            String message = "its keeper has stopped; the log says why";
            report(new KeeperReport.Failed(
                    id, state.epoch(), new JobFailure(id.vertex(), id.index(), null, "", message, "", true, false)));
        }
        slot.leave(id);
    }

    /** The journal has failed and is back: what it did not take is done again. The task has not noticed. */
    private void repeatUnjournaled() {
        KeeperMessage message = unjournaled;
        if (message != null) {
            unjournaled = null;
            self.tell(message);
        }
    }

    /** Journals an event, then acts; both happen later if the journal is away. */
    private Effect<KeeperEvent, KeeperState> journal(KeeperMessage cause, KeeperEvent event, Runnable then) {
        unjournaled = cause;
        return Effect().persist(event).thenRun(state -> {
            unjournaled = null;
            then.run();
        });
    }

    @Override
    public CommandHandler<KeeperMessage, KeeperEvent, KeeperState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(KeeperCommand.Deploy.class, this::onDeploy)
                .onCommand(KeeperCommand.Start.class, this::onStart)
                .onCommand(KeeperCommand.Trigger.class, this::onTrigger)
                .onCommand(KeeperCommand.Align.class, this::onAlign)
                .onCommand(KeeperCommand.Drain.class, this::onDrain)
                .onCommand(KeeperCommand.Complete.class, this::onComplete)
                .onCommand(KeeperCommand.Stop.class, this::onStop)
                .onCommand(KeeperCommand.Attach.class, this::onAttach)
                .onCommand(KeeperCommand.Retire.class, this::onRetire)
                .onCommand(TaskEvent.Ready.class, this::onReady)
                .onCommand(TaskEvent.EndReached.class, this::onEndReached)
                .onCommand(TaskEvent.SnapshotWritten.class, this::onSnapshotWritten)
                .onCommand(TaskEvent.Awake.class, this::onAwake)
                .onCommand(TaskEvent.AtWatermark.class, this::onAtWatermark)
                .onCommand(TaskEvent.SnapshotFailed.class, this::onSnapshotFailed)
                .onCommand(TaskEvent.Committed.class, this::onCommitted)
                .onCommand(TaskEvent.Failed.class, this::onFailed)
                .onCommand(TaskEvent.Unrestorable.class, this::onUnrestorable)
                .onCommand(TaskEvent.Stopped.class, this::onStopped)
                .build();
    }

    private Effect<KeeperEvent, KeeperState> onDeploy(KeeperState state, KeeperCommand.Deploy command) {
        if (command.epoch() < state.epoch()) {
            return Effect().none();
        }
        Deployment deployment =
                new Deployment(command.job(), id, command.epoch(), command.restoredCheckpoint(), command.snapshots());
        if (command.epoch() == state.epoch()) {
            master = command.master();
            deployAgain(deployment);
            return Effect().none();
        }
        return journal(command, new KeeperEvent.Deployed(command.epoch(), command.restoredCheckpoint()), () -> {
            master = command.master();
            slot.deploy(deployment);
        });
    }

    /** What was said of it may be lost, or this keeper's shard has moved here after it was journaled elsewhere. */
    private void deployAgain(Deployment deployment) {
        akka.actor.ActorRef ready = slot.ready(deployment.epoch());
        if (ready != null) {
            report(new KeeperReport.Ready(id, deployment.epoch(), ready, node));
        } else if (slot.isEmpty()) {
            slot.deploy(deployment);
        }
    }

    private Effect<KeeperEvent, KeeperState> onStart(KeeperState state, KeeperCommand.Start command) {
        if (!isCurrent(state, command)) {
            return Effect().none();
        }
        if (slot.isEmpty()) {
            report(new KeeperReport.Failed(
                    id,
                    command.epoch(),
                    JobFailure.environmental(
                            id.vertex(), id.index(), "its shard has moved to this node, where its task is not")));
            return Effect().none();
        }
        slot.start(command.receivers());
        report(new KeeperReport.Started(id, command.epoch()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onTrigger(KeeperState state, KeeperCommand.Trigger command) {
        if (isCurrent(state, command)) {
            slot.trigger(command.request());
        }
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onAlign(KeeperState state, KeeperCommand.Align command) {
        if (isCurrent(state, command)) {
            slot.align(command.othersMinimum());
        }
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onDrain(KeeperState state, KeeperCommand.Drain command) {
        if (isCurrent(state, command)) {
            slot.drain();
        }
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onComplete(KeeperState state, KeeperCommand.Complete command) {
        if (!isCurrent(state, command)) {
            return Effect().none();
        }
        return journal(
                command,
                new KeeperEvent.Confirmed(command.epoch(), command.checkpoint()),
                () -> slot.commit(command.checkpoint(), command.last()));
    }

    private Effect<KeeperEvent, KeeperState> onStop(KeeperState state, KeeperCommand.Stop command) {
        if (command.epoch() < state.epoch()) {
            return Effect().none();
        }
        master = command.master();
        if (slot.isEmpty()) {
            report(new KeeperReport.Stopped(id, command.epoch()));
        } else {
            slot.stop();
        }
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onAttach(KeeperState state, KeeperCommand.Attach command) {
        if (command.epoch() < state.epoch()) {
            return Effect().none();
        }
        master = command.master();
        boolean running = slot.isRunning() && slot.epoch() == command.epoch();
        report(new KeeperReport.Attached(id, command.epoch(), running, slot.isAtEnd(), node));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onRetire(KeeperState state, KeeperCommand.Retire command) {
        return command.epoch() < state.epoch() ? Effect().none() : Effect().stop();
    }

    private Effect<KeeperEvent, KeeperState> onReady(KeeperState state, TaskEvent.Ready event) {
        slot.onReady(event);
        report(new KeeperReport.Ready(id, event.epoch(), event.inbox(), node));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onEndReached(KeeperState state, TaskEvent.EndReached event) {
        slot.onEndReached();
        report(new KeeperReport.EndReached(id, event.epoch()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onSnapshotWritten(KeeperState state, TaskEvent.SnapshotWritten event) {
        if (event.epoch() != state.epoch()) {
            return Effect().none();
        }
        KeeperReport report =
                new KeeperReport.Acknowledged(id, event.epoch(), event.checkpoint(), event.snapshot(), event.changed());
        return journal(
                event,
                new KeeperEvent.SnapshotWritten(event.epoch(), event.checkpoint(), event.snapshot()),
                () -> report(report));
    }

    private Effect<KeeperEvent, KeeperState> onAwake(KeeperState state, TaskEvent.Awake event) {
        report(new KeeperReport.Awake(id, event.epoch()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onAtWatermark(KeeperState state, TaskEvent.AtWatermark event) {
        report(new KeeperReport.AtWatermark(id, event.epoch(), event.watermark(), event.active()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onSnapshotFailed(KeeperState state, TaskEvent.SnapshotFailed event) {
        report(new KeeperReport.Declined(id, event.epoch(), event.checkpoint(), event.reason()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onCommitted(KeeperState state, TaskEvent.Committed event) {
        report(new KeeperReport.Committed(id, event.epoch(), event.checkpoint()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onFailed(KeeperState state, TaskEvent.Failed event) {
        report(new KeeperReport.Failed(id, event.epoch(), event.failure()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onUnrestorable(KeeperState state, TaskEvent.Unrestorable event) {
        report(new KeeperReport.Unrestorable(id, event.epoch(), event.checkpoint(), event.reason()));
        return Effect().none();
    }

    private Effect<KeeperEvent, KeeperState> onStopped(KeeperState state, TaskEvent.Stopped event) {
        slot.onStopped();
        report(new KeeperReport.Stopped(id, event.epoch()));
        return Effect().none();
    }

    private static boolean isCurrent(KeeperState state, KeeperCommand command) {
        return command.epoch() == state.epoch();
    }

    private void report(KeeperReport report) {
        if (master != null) {
            master.tell(report);
        }
    }
}
