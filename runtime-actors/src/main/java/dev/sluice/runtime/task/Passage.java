package dev.sluice.runtime.task;

import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that barriers get through a subtask. One begins aligned: it waits for those of the other channels and for
 * everything before it. When it has been here for too long, or comes as one that overtakes, it overtakes all that is in
 * the inbox, in the chain and without credit in the outbox, which becomes a part of the snapshot (Apache Flink's
 * FLIP-76; Chandy and Lamport, "Distributed Snapshots", 1985). Those of savepoints always wait. For the subtask's
 * thread.
 */
final class Passage {
    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);

    private final Place place;
    private final @Nullable Inbox inbox;
    private final Chain chain;
    private final TaskOutput output;
    private final Alarm alarm;
    private final Consumer<TaskSnapshot> taken;
    private final ArrayDeque<SnapshotRequest> triggered;
    private long watched;
    private @Nullable SnapshotRequest waiting;
    private @Nullable Pending pending;

    /**
     * What it is a passage through.
     *
     * @param plan the job's
     * @param vertex the subtask's
     * @param subtask the subtask
     * @param sharing the subtask's own
     * @param timeoutMillis how long a barrier may be here before it overtakes; 0: as long as it takes
     * @param metrics its figures
     */
    record Place(
            PhysicalPlan plan, Vertex vertex, int subtask, Sharing sharing, long timeoutMillis, TaskMetrics metrics) {}

    /** Rings once, after some time, by calling {@link #onAlarm}; the last time that was set is the one that counts. */
    interface Alarm {
        void set(long millis);
    }

    /** What the chain held; what was overtaken may still be growing. */
    private static final class Pending {
        final TaskSnapshot snapshot;

        @Nullable
        Overtaken overtaken;

        Pending(TaskSnapshot snapshot) {
            this.snapshot = snapshot;
        }
    }

    /**
     * @param inbox null for a source
     * @param triggered the barriers that a source is to send
     * @param taken gets what belongs to a checkpoint, when all of it is known
     */
    Passage(
            Place place,
            @Nullable Inbox inbox,
            Chain chain,
            TaskOutput output,
            ArrayDeque<SnapshotRequest> triggered,
            Alarm alarm,
            Consumer<TaskSnapshot> taken) {
        this.place = place;
        this.inbox = inbox;
        this.chain = chain;
        this.output = output;
        this.triggered = triggered;
        this.alarm = alarm;
        this.taken = taken;
    }

    /** To be called when something has come from outside, before anything else is done with it. */
    void look() throws OperatorException {
        Control.Barrier newest = inbox == null ? newestTriggered() : inbox.arrived();
        if (newest != null && newest.overtaking()) {
            overtake(newest.request());
        } else if (newest != null
                && place.timeoutMillis > 0
                && newest.checkpoint() > watched
                && !newest.request().savepoint()) {
            watched = newest.checkpoint();
            waiting = newest.request();
            alarm.set(place.timeoutMillis);
        }
        complete();
    }

    private Control.@Nullable Barrier newestTriggered() {
        SnapshotRequest newest = triggered.peekLast();
        return newest == null ? null : new Control.Barrier(newest);
    }

    /** The barrier that the alarm was set for has had its time. */
    void onAlarm() throws OperatorException {
        SnapshotRequest late = waiting;
        if (late != null) {
            overtake(late);
        }
    }

    /** The barrier has left the chain in its turn; it may wait for credit still. */
    void onSnapshot(TaskSnapshot snapshot) {
        giveUpPending();
        if (place.timeoutMillis == 0) {
            taken.accept(snapshot);
            return;
        }
        pending = new Pending(snapshot);
        complete();
    }

    private void overtake(SnapshotRequest request) throws OperatorException {
        Pending before = pending;
        long ahead = before == null ? 0 : before.snapshot.checkpoint();
        if (before != null
                && (ahead > request.checkpoint() || (ahead == request.checkpoint() && before.overtaken != null))) {
            return; // it was given up, or has done so and waits for other channels' barriers
        }
        Control.Barrier barrier = new Control.Barrier(request, true);
        Overtaken overtaken = new Overtaken(place.sharing);
        if (ahead != request.checkpoint()) {
            giveUpPending();
            triggered.removeIf(older -> older.checkpoint() <= request.checkpoint());
            if (inbox != null) {
                inbox.overtake(request.checkpoint(), overtaken);
            }
            TaskSnapshot snapshot = chain.overtake(barrier, overtaken);
            if (snapshot != null) {
                pending = new Pending(snapshot);
            }
        }
        if (pending != null) {
            pending.overtaken = overtaken;
            output.overtake(barrier, overtaken);
        }
        place.metrics
                .counter(place.vertex.head().name() + ".unalignedCheckpoints")
                .add(1);
        complete();
    }

    private void complete() {
        Pending done = pending;
        if (done == null || output.holdsBarrier() || (done.overtaken != null && inbox != null && inbox.isRecording())) {
            return;
        }
        pending = null;
        waiting = null;
        Overtaken overtaken = done.overtaken;
        if (overtaken == null || overtaken.isEmpty()) {
            taken.accept(done.snapshot);
            return;
        }
        LOG.debug(
                "checkpoint {} went unaligned through {}/{}: {} batches are in flight",
                done.snapshot.checkpoint(),
                place.vertex.id(),
                place.subtask,
                overtaken.inFlight().size());
        chain.busy(); // without what was in flight the next snapshot is another one
        List<TaskSnapshot.Part> parts = new ArrayList<>(done.snapshot.parts());
        InFlightPart inFlight = new InFlightPart(place.plan, place.vertex, place.subtask, overtaken.inFlight());
        parts.add(new TaskSnapshot.Part(InFlight.OPERATOR, place.vertex.head().name(), inFlight));
        taken.accept(new TaskSnapshot(done.snapshot.checkpoint(), List.copyOf(parts), true));
    }

    /** The master has given up a checkpoint before it begins another. */
    private void giveUpPending() {
        if (pending != null) {
            pending.snapshot.release();
            pending = null;
        }
    }
}
