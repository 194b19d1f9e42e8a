package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sending end of a channel: gathers a batch, sends it when it is full and there is credit. */
final class OutputChannel {
    private final int edge;
    private final int from;
    private final long epoch;
    private final Consumer<Frame> receiver;
    private final ArrayDeque<Batch> empties = new ArrayDeque<>();
    /** Null until something is sent: there may be a million channels, and most of them idle. */
    private @Nullable Batch builder;

    private long sent;
    private long limit = Credit.WINDOW;

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
        return send() ? fill() : null;
    }

    /** Puts a control behind what was gathered; false if it must be sent first and there is no credit. */
    boolean control(Control control) {
        Batch batch = builder;
        if (batch == null) {
            batch = fill();
        } else if (batch.control() != null) {
            if (!send()) {
                return false;
            }
            batch = fill();
        }
        batch.control(control);
        send();
        return true;
    }

    /** Sends what was gathered, if anything and if there is credit; returns whether nothing is left. */
    boolean send() {
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
