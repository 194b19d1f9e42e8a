package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sending end of a channel: gathers a batch, sends it when it is full and there is credit. A barrier that overtakes
 * needs none; so that a chain can be brought to a point where it can be snapshotted, batches can be put aside without.
 */
final class OutputChannel {
    private final int edge;
    private final int from;
    private final long epoch;
    private final Consumer<Frame> receiver;
    private final ArrayDeque<Batch> empties = new ArrayDeque<>();
    /** Null until something is sent: there may be a million channels, and most of them idle. */
    private @Nullable Batch builder;

    /** Full batches that were taken without credit; null but for a short while. */
    private @Nullable ArrayDeque<Batch> aside;

    private boolean overdrawing;
    private long sent;
    private long limit = Credit.WINDOW;

    /** The checkpoint of the barrier that was last put into the channel. */
    private long barrier;

    OutputChannel(int edge, int from, long epoch, Consumer<Frame> receiver) {
        this.edge = edge;
        this.from = from;
        this.epoch = epoch;
        this.receiver = receiver;
    }

    /**
     * The batch being gathered, with room for a record or control, or null if it must be sent first and there is no
     * credit.
     */
    @Nullable
    Batch room() {
        Batch batch = builder;
        if (batch == null) {
            return fill();
        }
        if (batch.size() < Batch.TARGET && batch.control() == null) {
            return batch;
        }
        return send() || overdraw() ? fill() : null;
    }

    /** Puts a control behind what was gathered; false if it must be sent first and there is no credit. */
    boolean control(Control control) {
        Batch batch = builder;
        if (batch == null) {
            batch = fill();
        } else if (batch.control() != null) {
            if (!send() && !overdraw()) {
                return false;
            }
            batch = fill();
        }
        if (control instanceof Control.Barrier mark) {
            barrier = mark.checkpoint();
        }
        batch.control(control);
        send();
        return true;
    }

    private boolean overdraw() {
        if (overdrawing) {
            putAside(Objects.requireNonNull(builder));
            builder = null;
        }
        return overdrawing;
    }

    /** Takes a batch without credit, behind those that were taken so before, and ahead of what is being gathered. */
    void putAside(Batch batch) {
        if (aside == null) {
            aside = new ArrayDeque<>();
        }
        aside.add(batch);
    }

    /** Whether from now on there is always room, credit or not. */
    void overdraw(boolean always) {
        overdrawing = always;
    }

    /** Whether there is something that was taken without credit. */
    boolean isOverdrawn() {
        return aside != null;
    }

    /** Whether a barrier waits here for credit. */
    boolean holdsBarrier() {
        return builder != null && builder.control() instanceof Control.Barrier
                || aside != null && aside.stream().anyMatch(batch -> batch.control() instanceof Control.Barrier);
    }

    /**
     * Sends a barrier ahead of everything that has not been sent, and without credit, unless it has gone already.
     *
     * @param to the receiving subtask
     */
    void overtake(Control.Barrier mark, int to, Overtaken overtaken) {
        if (barrier == mark.checkpoint() && !holdsBarrier()) {
            return;
        }
        barrier = mark.checkpoint();
        if (aside != null) {
            aside.forEach(batch -> overtake(batch, to, overtaken));
            aside.removeIf(Batch::isEmpty);
            aside = aside.isEmpty() ? null : aside;
        }
        if (builder != null) {
            overtake(builder, to, overtaken);
        }
        receiver.accept(new Frame(edge, from, epoch, sent++, Batch.of(mark)));
    }

    private void overtake(Batch batch, int to, Overtaken overtaken) {
        if (batch.control() instanceof Control.Barrier) {
            batch.control(null); // of this checkpoint, or of one before that nobody waits for any more
        }
        overtaken.onChannel(edge, from, to, false, batch);
    }

    /** Sends what was gathered, if anything and if there is credit; returns whether nothing is left. */
    boolean send() {
        if (aside != null && !sendAside(aside)) {
            return false;
        }
        Batch batch = builder;
        if (batch == null || batch.isEmpty()) {
            return true;
        }
        if (sent >= limit) {
            return false;
        }
        builder = null;
        receiver.accept(new Frame(edge, from, epoch, sent++, batch));
        return true;
    }

    private boolean sendAside(ArrayDeque<Batch> batches) {
        while (!batches.isEmpty()) {
            if (sent >= limit) {
                return false;
            }
            receiver.accept(new Frame(edge, from, epoch, sent++, batches.remove()));
        }
        aside = null;
        return true;
    }

    private Batch fill() {
        Batch empty = empties.pollLast(); // what came back last is still in the cache
        Batch batch = empty == null ? new Batch(Batch.TARGET) : empty;
        builder = batch;
        return batch;
    }

    void credit(Credit credit) {
        limit = Math.max(limit, credit.upTo());
        empties.addAll(credit.empties());
    }
}
