package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import akka.stream.ActorAttributes;
import akka.stream.Attributes;
import akka.stream.javadsl.Flow;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.checkpoint.UnsupportedFormatException;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.operator.SinkOperator;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a keeper's task runs. It survives a keeper that restarts for want of its journal. Its methods are called by the
 * keeper only; everything that blocks runs elsewhere and comes back as a {@link TaskEvent}.
 *
 * <pre>
 * EMPTY -> BUILDING -> RUNNING -> STOPPING -> EMPTY
 *             |  \_________________^  |
 *             v                       v
 *           EMPTY (failed)         BUILDING (deployed anew meanwhile)
 * </pre>
 */
public final class TaskSlot {
    private enum Phase {
        EMPTY,
        BUILDING,
        RUNNING,
        STOPPING
    }

    private static final String DISPATCHER = "sluice.task-dispatcher";

    /** For tasks that wait for the disk while they use their state, so that no other task waits with them. */
    private static final String DISK_DISPATCHER = "sluice.disk-task-dispatcher";

    /**
     * What a stage tells itself Akka handles at once, before what others have told it, up to so often: a task that
     * always has something to do would not hear of barriers for as many turns.
     */
    private static final int TURNS_BEFORE_OTHERS = 4;

    private final NodeServices node;
    private final Consumer<TaskEvent> keeper;
    private Phase phase = Phase.EMPTY;
    private @Nullable Deployment deployment;
    private @Nullable Deployment next;
    private volatile @Nullable Task task;
    private @Nullable ActorRef inbox;
    private boolean started;
    private boolean atEnd;
    private CompletableFuture<@Nullable Void> writing = CompletableFuture.completedFuture(null);

    /**
     * @param node what this JVM has
     * @param keeper hears of everything, from any thread
     */
    public TaskSlot(NodeServices node, Consumer<TaskEvent> keeper) {
        this.node = node;
        this.keeper = keeper;
    }

    /**
     * Builds a task, after the one there may be has ended.
     *
     * @param wanted what is to run
     */
    public void deploy(Deployment wanted) {
        if (phase == Phase.EMPTY) {
            build(wanted);
        } else {
            next = wanted;
            stop();
        }
    }

    private void build(Deployment wanted) {
        phase = Phase.BUILDING;
        deployment = wanted;
        next = null;
        started = false;
        atEnd = false;
        node.io().execute(() -> buildAndRun(wanted));
    }

    private static String dispatcher(Deployment wanted) {
        return switch (wanted.job().stateBackend()) {
            case HEAP -> DISPATCHER;
            case ROCKSDB, SPILLING -> DISK_DISPATCHER;
        };
    }

    private void buildAndRun(Deployment wanted) {
        long epoch = wanted.epoch();
        try {
            Task built = TaskBuilder.build(wanted, node);
            task = built;
            Listener listener = new Listener(built, wanted);
            Attributes attributes = ActorAttributes.dispatcher(dispatcher(wanted))
                    .and(ActorAttributes.syncProcessingLimit(TURNS_BEFORE_OTHERS))
                    .and(Attributes.inputBuffer(1, 1));
            built.streams()
                    .source()
                    .via(Flow.fromGraph(new TaskStage(built, listener)))
                    .to(built.streams().sink())
                    .withAttributes(attributes)
                    .run(node.materializer());
        } catch (DamagedSnapshotException | UnsupportedFormatException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            keeper.accept(new TaskEvent.Unrestorable(epoch, wanted.restoredCheckpoint(), reason));
            keeper.accept(new TaskEvent.Stopped(epoch));
        } catch (Exception | Error e) {
            JobFailure failure =
                    Failures.of(e, wanted.subtask().vertex(), wanted.subtask().index());
            keeper.accept(new TaskEvent.Failed(epoch, failure));
            keeper.accept(new TaskEvent.Stopped(epoch));
        }
    }

    /**
     * The keeper has taken notice that the task is ready.
     *
     * @param ready what the task said
     */
    public void onReady(TaskEvent.Ready ready) {
        if (deployment != null && deployment.epoch() == ready.epoch()) {
            inbox = ready.inbox();
            if (phase == Phase.BUILDING) {
                phase = Phase.RUNNING;
            } else {
                ready.inbox().tell(new TaskMessage.Stop(), ActorRef.noSender());
            }
        }
    }

    /** The keeper has taken notice that the task has read everything. */
    public void onEndReached() {
        atEnd = true;
    }

    /** The keeper has taken notice that the task has ended. */
    public void onStopped() {
        phase = Phase.EMPTY;
        task = null;
        inbox = null;
        deployment = null;
        if (next != null) {
            build(next);
        }
    }

    /** Ends the task; {@link TaskEvent.Stopped} follows. */
    public void stop() {
        if (phase == Phase.RUNNING && inbox != null) {
            inbox.tell(new TaskMessage.Stop(), ActorRef.noSender());
        }
        if (phase != Phase.EMPTY) {
            phase = Phase.STOPPING;
        }
    }

    /**
     * The subtask leaves this node.
     *
     * @param subtask which
     */
    public void leave(SubtaskId subtask) {
        stop();
        node.metrics().retired(subtask);
    }

    /** @param receivers by edge, the inboxes of the receiving vertex's subtasks; nothing is done a second time */
    public void start(Map<Integer, List<ActorRef>> receivers) {
        if (!started) {
            started = phase == Phase.RUNNING;
            tell(new TaskMessage.Start(receivers));
        }
    }

    /** @param request what the barrier is to say that this source sends */
    public void trigger(SnapshotRequest request) {
        tell(new TaskMessage.Trigger(request));
    }

    /** @param othersMinimum the smallest watermark of the other sources of its alignment group */
    public void align(long othersMinimum) {
        tell(new TaskMessage.Align(othersMinimum));
    }

    /** This source is to read no more. */
    public void drain() {
        tell(new TaskMessage.Drain());
    }

    private void tell(TaskMessage message) {
        if (phase == Phase.RUNNING && inbox != null) {
            inbox.tell(message, ActorRef.noSender());
        }
    }

    /**
     * Commits what the sinks have written up to a checkpoint; {@link TaskEvent.Committed} follows.
     *
     * @param checkpoint the completed checkpoint
     * @param last whether nothing follows
     */
    public void commit(long checkpoint, boolean last) {
        Task committing = task;
        Deployment of = deployment;
        if (committing == null || of == null) {
            return;
        }
        // Behind the snapshots that are being written: what they prepare is what is committed.
        enqueue(() -> commit(committing, of, checkpoint, last));
    }

    private synchronized void enqueue(Runnable write) {
        // Whatever happens to one, the next is done.
        writing = writing.handleAsync(
                (done, problem) -> {
                    write.run();
                    return null;
                },
                node.io());
    }

    private void commit(Task committing, Deployment of, long checkpoint, boolean last) {
        for (Link link : committing.links()) {
            try {
                if (link.operator instanceof SinkOperator sink) {
                    sink.transactions().commitUpTo(checkpoint);
                    if (last) {
                        sink.finish();
                    }
                }
            } catch (Exception | Error e) {
                keeper.accept(new TaskEvent.Failed(of.epoch(), Failures.of(e, link.name, committing.subtask())));
                return;
            }
        }
        keeper.accept(new TaskEvent.Committed(of.epoch(), checkpoint));
    }

    /** @return whether a task is there that has been started, and is not on its way out */
    public boolean isRunning() {
        return phase == Phase.RUNNING && started;
    }

    /** @return whether a task is there, started or not, that is not on its way out */
    public boolean isBusy() {
        return phase == Phase.BUILDING || phase == Phase.RUNNING;
    }

    /**
     * @param epoch an attempt
     * @return the inbox of its task, or null if it is not ready
     */
    public @Nullable ActorRef ready(long epoch) {
        return phase == Phase.RUNNING && epoch() == epoch ? inbox : null;
    }

    /** @return whether no task is there at all */
    public boolean isEmpty() {
        return phase == Phase.EMPTY;
    }

    /** @return the attempt of the task that is there, 0 for none */
    public long epoch() {
        return deployment == null ? 0 : deployment.epoch();
    }

    /** @return whether the task has read everything */
    public boolean isAtEnd() {
        return atEnd;
    }

    private void write(Task of, Deployment deployed, TaskSnapshot snapshot) {
        String operator = of.vertex().head().name();
        try {
            SnapshotAddress address = new SnapshotAddress(
                    deployed.job().run(),
                    snapshot.checkpoint(),
                    deployed.epoch(),
                    deployed.subtask().vertex(),
                    deployed.subtask().index());
            SnapshotHandle handle;
            try (SnapshotWriter writer = node.checkpoints().begin(address)) {
                for (TaskSnapshot.Part part : snapshot.parts()) {
                    operator = part.operator();
                    part.snapshot().write(part.uid(), writer, of.snapshotCodec());
                }
                handle = writer.commit();
            }
            keeper.accept(
                    new TaskEvent.SnapshotWritten(deployed.epoch(), snapshot.checkpoint(), handle, snapshot.changed()));
        } catch (UndeclaredTypeException e) {
            // The next checkpoint would fail alike, and a job without checkpoints is not what was asked for.
            keeper.accept(new TaskEvent.Failed(deployed.epoch(), Failures.of(e, operator, of.subtask())));
        } catch (Exception | Error e) {
            keeper.accept(new TaskEvent.SnapshotFailed(deployed.epoch(), snapshot.checkpoint(), e.toString()));
        } finally {
            snapshot.release();
        }
    }

    /** Passes the task's word on; snapshots are written on the way, one after the other. */
    private final class Listener implements TaskListener {
        private final Task of;
        private final Deployment deployed;

        Listener(Task of, Deployment deployed) {
            this.of = of;
            this.deployed = deployed;
        }

        @Override
        public void onReady(ActorRef ready) {
            keeper.accept(new TaskEvent.Ready(deployed.epoch(), ready));
        }

        @Override
        public void onSnapshot(TaskSnapshot snapshot) {
            enqueue(() -> write(of, deployed, snapshot));
        }

        @Override
        public void onAwake() {
            keeper.accept(new TaskEvent.Awake(deployed.epoch()));
        }

        @Override
        public void onEndOfInput() {
            keeper.accept(new TaskEvent.EndReached(deployed.epoch()));
        }

        @Override
        public void onWatermark(long watermark, boolean active) {
            keeper.accept(new TaskEvent.AtWatermark(deployed.epoch(), watermark, active));
        }

        @Override
        public void onFailure(JobFailure failure) {
            keeper.accept(new TaskEvent.Failed(deployed.epoch(), failure));
        }

        @Override
        public void onStopped() {
            keeper.accept(new TaskEvent.Stopped(deployed.epoch()));
        }
    }
}
