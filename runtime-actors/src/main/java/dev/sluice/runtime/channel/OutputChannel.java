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
    private Batch builder = new Batch(Batch.TARGET);
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
        if (batch.size() < Batch.TARGET && batch.control() == null) {
            return batch;
        }
        return send() ? builder : null;
    }

    /** Puts a control behind what was gathered; false if it must be sent first and there is no credit. */
    boolean control(Control control) {
        if (builder.control() != null && !send()) {
            return false;
        }
        builder.control(control);
        send();
        return true;
    }

    /** Sends what was gathered, if anything and if there is credit; returns whether nothing is left. */
    boolean send() {
        if (builder.isEmpty()) {
            return true;
        }
        if (sent >= limit) {
            return false;
        }
        Batch batch = builder;
        Batch empty = empties.pollLast(); // what came back last is still in the cache
        builder = empty == null ? new Batch(Batch.TARGET) : empty;
        receiver.accept(new Frame(edge, from, epoch, sent++, batch));
        return true;
    }

    void credit(Credit credit) {
        limit = Math.max(limit, credit.upTo());
        empties.addAll(credit.empties());
    }
}
