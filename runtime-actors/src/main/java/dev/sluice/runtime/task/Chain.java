package dev.sluice.runtime.task;

import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.runtime.channel.CombiningException;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.OperatorSnapshot;
import dev.sluice.runtime.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes batches through the operators of a subtask. Each operator's results are passed on before it works further, so
 * there is never more in between than one batch for each operator; when the output has no room the chain stops where it
 * is and goes on from there.
 */
final class Chain {
    private static final Batch EMPTY = new Batch(0);

    private final List<Link> links;
    private final TaskOutput output;
    private final Listener listener;
    private final TaskMetrics metrics;
    private final LongSupplier nanos;
    /** The places of the operators that wait for others, the last first. */
    private final int[] waiting;

    private final List<TaskSnapshot.Part> parts = new ArrayList<>();
    private long snapshotNanos;
    private boolean busy = true;
    private boolean asleep;
    private boolean blocked;

    /** The operator that has no room for what it is given until it is answered. */
    private @Nullable Link stalled;

    /** Hears of what leaves the chain at its end. */
    interface Listener {
        void onSnapshot(TaskSnapshot snapshot);

        void onEndOfInput();

        /** There is something to do, after a snapshot that has found everything as the one before had left it. */
        default void onAwake() {}
    }

    /** @param nanos as {@link System#nanoTime}; asked at barriers only */
    Chain(List<Link> links, TaskOutput output, Listener listener, TaskMetrics metrics, LongSupplier nanos) {
        this.links = links;
        this.output = output;
        this.listener = listener;
        this.metrics = metrics;
        this.nanos = nanos;
        waiting = IntStream.range(0, links.size())
                .map(i -> links.size() - 1 - i)
                .filter(place -> links.get(place).waiting != null)
                .toArray();
    }

    /** What follows may change something. */
    void busy() {
        busy = true;
        if (asleep) {
            asleep = false;
            listener.onAwake();
        }
    }

    /** Gives the first operator a batch; the one before must be done. */
    void offer(int input, Batch batch) {
        // A barrier that others are waited for with has become nothing.
        Control control = batch.control();
        if (batch.hasNext() || control != null && !(control instanceof Control.Barrier)) {
            busy();
        }
        links.get(0).offer(input, batch);
        if (links.size() == 1 && metrics.isSink()) {
            metrics.written(batch.size());
        }
    }

    /** Where a source puts what it reads. */
    Emitter head() {
        return links.get(0).out;
    }

    /**
     * Works until everything offered is through, and what has been answered meanwhile.
     *
     * @return false if the output has no room, or an operator that waits for others
     */
    boolean advance() throws OperatorException {
        stalled = null;
        boolean through = true;
        for (int place : waiting) {
            through &= advance(place);
        }
        through &= advance(0);
        boolean stuck = !through || !hasRoom();
        if (stuck != blocked) {
            blocked = stuck;
            for (Link link : links) {
                link.operator.onBackpressure(blocked);
            }
        }
        return through;
    }

    private boolean advance(int place) throws OperatorException {
        Link link = links.get(place);
        while (true) {
            if (!deliver(place, link)) {
                return false;
            }
            if (link.isReady()) {
                busy();
                link.resume();
                continue;
            }
            if (link.in().hasNext()) {
                if (link.isFull()) {
                    stalled = link;
                    return false;
                }
                link.process();
                continue;
            }
            Control control = link.in().control();
            if (control == null) {
                return true;
            }
            if (link.control(control)) {
                if (control instanceof Control.Barrier barrier) {
                    snapshot(link, barrier);
                }
                link.forward(control);
            }
        }
    }

    private boolean deliver(int place, Link link) throws OperatorException {
        for (Map.Entry<String, Batch> side : link.out.sides().entrySet()) {
            if (side.getValue().hasNext() && !spread(place, link, side.getKey(), side.getValue())) {
                return false;
            }
        }
        Batch main = link.out.main();
        // The next operator may have taken all of it and still wait for room itself: then it has to be asked again.
        if (main.isEmpty() && !link.passing) {
            link.out.clear();
            return true;
        }
        boolean through = place == links.size() - 1 ? leave(place, link, main) : pass(place, link, main);
        if (through) {
            link.out.clear();
        }
        return through;
    }

    private boolean pass(int place, Link link, Batch main) throws OperatorException {
        Link next = links.get(place + 1);
        if (!link.passing) {
            link.passing = true;
            next.offer(0, main);
            if (place + 1 == links.size() - 1 && metrics.isSink()) {
                metrics.written(main.size());
            }
        }
        if (!advance(place + 1)) {
            return false;
        }
        next.offer(0, EMPTY);
        link.passing = false;
        return true;
    }

    private boolean leave(int place, Link link, Batch main) throws OperatorException {
        if (main.hasNext() && !spread(place, link, null, main)) {
            return false;
        }
        Control control = main.control();
        if (control == null || control instanceof Control.Tick) {
            return true;
        }
        if (!output.control(control)) {
            return false;
        }
        if (control instanceof Control.Watermark watermark) {
            metrics.watermark(watermark.time());
        } else if (control instanceof Control.Barrier barrier) {
            metrics.snapshot(barrier.checkpoint(), snapshotNanos);
            listener.onSnapshot(new TaskSnapshot(barrier.checkpoint(), List.copyOf(parts), busy));
            parts.clear();
            if (!busy) {
                asleep = true;
            }
            busy = false;
            snapshotNanos = 0;
        } else if (control instanceof Control.EndOfInput) {
            metrics.watermark(Long.MAX_VALUE);
            listener.onEndOfInput();
        }
        return true;
    }

    private boolean spread(int place, Link link, @Nullable String tag, Batch batch) throws OperatorException {
        try {
            return output.spread(place, tag, batch);
        } catch (Exception e) {
            if (e instanceof UndeclaredTypeException || e instanceof WireException) {
                throw new OperatorException(link.name, null, e); // its results cannot go to another node
            }
            String record = batch.hasNext() ? OperatorException.describe(batch.value(batch.next())) : null;
            throw e instanceof CombiningException combining
                    ? new OperatorException(combining.operator(), record, combining.failure())
                    : new OperatorException("keyBy behind " + link.name, record, e);
        }
    }

    private void snapshot(Link link, Control.Barrier barrier) throws OperatorException {
        long begin = nanos.getAsLong();
        try {
            OperatorSnapshot snapshot = link.types.before(link.operator.snapshot(barrier.request()));
            if (snapshot != OperatorSnapshot.NONE) {
                parts.add(new TaskSnapshot.Part(link.uid == null ? link.name : link.uid, link.name, snapshot));
            }
        } catch (Exception e) {
            throw new OperatorException(link.name, "checkpoint " + barrier.checkpoint(), e);
        }
        snapshotNanos += nanos.getAsLong() - begin;
    }

    /** Whether records can be offered; whatever has none can. */
    boolean hasRoom() {
        for (int place : waiting) {
            if (links.get(place).isFull()) {
                return false;
            }
        }
        return true;
    }

    /** Tells the operators that there is nothing else to do, and sends what was not worth sending before. */
    void idle() throws OperatorException {
        for (Link link : links) {
            try {
                link.operator.onIdle();
            } catch (Exception e) {
                throw new OperatorException(link.name, null, e);
            }
        }
        flush();
    }

    /** Sends batches that are not full, as far as there is credit. */
    void flush() {
        output.flush();
    }

    /** When the chain is to go on though nothing has come, after it was not through; {@code Long.MAX_VALUE}: never. */
    long stalledUntil() {
        return stalled == null ? Long.MAX_VALUE : stalled.operator.nextTick();
    }

    /** The earliest wall-clock time at which an operator wants to be told the time. */
    long nextTick() {
        long next = Long.MAX_VALUE;
        for (Link link : links) {
            next = Math.min(next, link.operator.nextTick());
        }
        return next;
    }
}
