package dev.sluice.runtime.task;

import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.runtime.channel.CombiningException;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes batches through the operators of a subtask. Each operator's results are passed on before it works further, so
 * there is never more in between than one batch for each operator; when the output has no room the chain stops where it
 * is and goes on from there. So it does behind the record at hand when it is told to {@link #stop}.
 */
final class Chain {
    private static final Batch EMPTY = new Batch(0);

    private final List<Link> links;
    private final TaskOutput output;
    private final Listener listener;
    private final TaskMetrics metrics;
    private final SnapshotParts parts;
    /** The places of the operators that wait for others, the last first. */
    private final int[] waiting;

    private boolean busy = true;
    private boolean replaying;
    private volatile boolean stopped;

    /** The checkpoint of the last barrier that has left. */
    private long left;

    /** At how many operators the chain ends, and at how many of these the input has. */
    private final int ends;

    private int ended;

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
        parts = new SnapshotParts(metrics, nanos);
        waiting = IntStream.range(0, links.size())
                .map(i -> links.size() - 1 - i)
                .filter(place -> links.get(place).waiting != null)
                .toArray();
        ends = (int) links.stream().filter(link -> link.outlet.isEnd()).count();
        replaying = links.stream().anyMatch(Link::hasReplays);
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
        give(links.get(0), input, batch);
    }

    private void give(Link link, int input, Batch batch) {
        link.offer(input, batch);
        if (link.sink) {
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
     * @return false if the output has no room, or an operator that waits for others, or if it was told to stop
     */
    boolean advance() throws OperatorException {
        if (stopped) {
            goOn();
        }
        boolean through = !output.isOverdrawn() && work();
        boolean stuck = !through || !hasRoom();
        if (stuck != blocked && !stopped) {
            blocked = stuck;
            for (Link link : links) {
                link.operator.onBackpressure(blocked);
            }
        }
        return through;
    }

    private boolean work() throws OperatorException {
        stalled = null;
        if (replaying && !replay()) {
            return false;
        }
        boolean through = true;
        for (int place : waiting) {
            through &= advance(place);
        }
        through &= advance(0);
        return through;
    }

    /** What was between operators before a restart goes on from there, the last first, ahead of anything else. */
    private boolean replay() throws OperatorException {
        busy();
        for (int place = links.size() - 1; place >= 0; place--) {
            do {
                if (!advance(place)) {
                    return false;
                }
            } while (links.get(place).offerReplay());
        }
        replaying = false;
        return true;
    }

    /** Makes {@link #advance} return soon, behind the record at hand, and be called again. Called by any thread. */
    void stop() {
        stopped = true;
        links.forEach(link -> link.out.stop());
    }

    /** Whether it was told to stop and has not gone on since. */
    boolean isStopped() {
        return stopped;
    }

    private boolean advance(int place) throws OperatorException {
        Link link = links.get(place);
        while (true) {
            if (stopped || !deliver(place, link)) {
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
                if (control instanceof Control.Barrier mark) {
                    parts.take(place, link, mark);
                }
                link.forward(control);
            }
        }
    }

    private boolean deliver(int place, Link link) throws OperatorException {
        if (!link.hasResults()) {
            return true;
        }
        if (!link.isSent() && !send(place, link)) {
            return false;
        }
        for (Branch branch = link.branch(); branch != null; branch = link.branch()) {
            if (!pass(link, branch)) {
                return false;
            }
        }
        link.delivered();
        return true;
    }

    /** Takes results to the channels that lead away from their operator. */
    private boolean send(int place, Link link) throws OperatorException {
        boolean shared = !link.outlet.isEnd();
        for (Map.Entry<String, Batch> side : link.out.sides().entrySet()) {
            if (side.getValue().hasNext() && !spread(place, link, side.getKey(), side.getValue(), shared)) {
                return false;
            }
        }
        if (link.outlet.leaves() && !leave(place, link, link.out.main(), shared)) {
            return false;
        }
        link.sent();
        return true;
    }

    private boolean pass(Link link, Branch branch) throws OperatorException {
        Link next = links.get(branch.place);
        // The next operator may have taken all of it and still wait for room itself: then it has to be asked again.
        if (!link.isPassing()) {
            give(next, 0, link.pass(branch));
        }
        if (!advance(branch.place)) {
            return false;
        }
        next.offer(0, EMPTY);
        link.passed();
        return true;
    }

    private boolean leave(int place, Link link, Batch main, boolean shared) throws OperatorException {
        if (main.hasNext() && !spread(place, link, null, main, shared)) {
            return false;
        }
        Control control = main.control();
        if (control == null || control instanceof Control.Tick) {
            return true;
        }
        if (!output.control(place, control)) {
            return false;
        }
        if (link.outlet.isEnd()) {
            atEnd(place, control);
        }
        return true;
    }

    private void atEnd(int place, Control control) {
        if (control instanceof Control.Watermark watermark) {
            reached(place, watermark.time());
        } else if (control instanceof Control.EndOfInput) {
            reached(place, Long.MAX_VALUE);
            if (++ended == ends) {
                listener.onEndOfInput();
            }
        } else if (control instanceof Control.Barrier mark && place == links.size() - 1) {
            left = mark.checkpoint();
            listener.onSnapshot(taken());
        }
    }

    private void reached(int place, long watermark) {
        links.get(place).reached = watermark;
        long least = Long.MAX_VALUE;
        for (Link link : links) {
            least = link.outlet.isEnd() ? Math.min(least, link.reached) : least;
        }
        metrics.watermark(least);
    }

    private TaskSnapshot taken() {
        TaskSnapshot taken = parts.finish(busy);
        asleep |= !busy;
        busy = false;
        return taken;
    }

    /**
     * Lets a barrier overtake what is in the chain. What there is time for until somebody says {@link #stop} is worked
     * off before, whether the output has room or not, so that little is left between operators; and an operator that is
     * firing comes to its end, since its state is not a whole before. The barrier itself has still to be sent.
     *
     * @param mark the barrier; it may be in the chain already
     * @param overtaken gets what operators were given and have not processed
     * @return what the chain holds; null if the barrier has left it on the way, and the listener knows
     */
    @Nullable
    TaskSnapshot overtake(Control.Barrier mark, Overtaken overtaken) throws OperatorException {
        parts.giveUpAllBut(mark.checkpoint());
        links.forEach(link -> link.withdrawBarriers(mark.checkpoint() - 1));
        boolean drained = output.isOverdrawn(); // it was by the barrier before, and nothing has happened since
        output.overdraw(true);
        try {
            goOn();
            if (!drained) {
                work();
            }
            if (left == mark.checkpoint()) {
                return null;
            }
            links.forEach(link -> link.withdrawBarriers(mark.checkpoint()));
            for (int place = 0; place < links.size(); place++) {
                settle(place, links.get(place));
            }
            replaying |= links.stream().skip(1).anyMatch(Link::hasWork);
            for (int place = parts.reached(); place < links.size(); place++) {
                parts.take(place, links.get(place), mark);
            }
        } finally {
            output.overdraw(false);
        }
        goOn();
        tell(overtaken);
        return taken();
    }

    private void tell(Overtaken overtaken) {
        for (int place = 0; place < links.size(); place++) {
            links.get(place).tell(place, overtaken);
        }
    }

    private void goOn() {
        stopped = false;
        links.forEach(link -> link.out.goOn());
    }

    /** Brings an operator to a point between two records, and its results to where they go. */
    private void settle(int place, Link link) throws OperatorException {
        settleResults(place, link);
        while (link.isFiring()) {
            Control control = Objects.requireNonNull(link.in().control());
            link.out.overdraw();
            if (link.control(control)) {
                link.forward(control);
            }
            settleResults(place, link);
        }
    }

    /** The operators that follow get results as they get those of before a restart: to be processed first. */
    private void settleResults(int place, Link link) throws OperatorException {
        if (!link.hasResults() || !link.isSent() && !send(place, link)) {
            return;
        }
        for (Branch branch = link.branch(); branch != null; branch = link.branch()) {
            Link next = links.get(branch.place);
            if (link.isPassing()) {
                next.keep();
            } else {
                next.replay(0, Link.restOf(link.pass(branch)));
            }
            link.passed();
        }
        link.delivered();
    }

    private boolean spread(int place, Link link, @Nullable String tag, Batch batch, boolean shared)
            throws OperatorException {
        try {
            return output.spread(place, tag, batch, shared);
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
