package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a channel: keeps frames in order until they are taken, and grants credit for those taken. A
 * barrier that comes without credit adds one small frame to the window.
 */
final class InputChannel {
    private final int edge;
    private final int from;
    private final int input;
    private final int to;
    private final long epoch;
    private final Consumer<Credit> sender;
    private final ArrayDeque<Batch> queue = new ArrayDeque<>(Credit.WINDOW);
    private long expected;
    private long taken;
    private long granted = Credit.WINDOW;
    private boolean blocked;

    /** Batches from before a restart, at the head of the queue; they were never granted. */
    private int replayed;

    /** The newest checkpoint whose barrier was taken. */
    private long passed;

    /** What belongs to a checkpoint whose barrier has overtaken others' records, until this channel's comes. */
    private @Nullable Overtaken recording;

    private long recorded;
    private List<Batch> empties = new ArrayList<>(Credit.WINDOW);

    InputChannel(int edge, int from, int input, int to, long epoch, Consumer<Credit> sender) {
        this.edge = edge;
        this.from = from;
        this.input = input;
        this.to = to;
        this.epoch = epoch;
        this.sender = sender;
    }

    void add(Frame frame) {
        if (frame.sequence() != expected) {
            throw new IllegalStateException("channel " + edge + "/" + from + " lost a frame: expected number "
                    + expected + ", but received " + frame.sequence());
        }
        expected++;
        queue.add(frame.batch());
        if (recording != null) {
            record(frame.batch(), recording);
        }
    }

    /** Takes back what was on its way before a restart; before any frame comes. */
    void replay(Batch batch) {
        queue.add(batch);
        replayed++;
    }

    /**
     * The barrier of a checkpoint has overtaken what is in the queue before this channel's barrier, and what comes
     * before it if it has not come yet.
     */
    void overtake(long checkpoint, Overtaken overtaken) {
        blocked = false;
        recording = null;
        if (passed >= checkpoint) {
            return;
        }
        recording = overtaken;
        recorded = checkpoint;
        for (Batch batch : queue) {
            if (recording != null) {
                record(batch, overtaken);
            }
        }
    }

    private void record(Batch batch, Overtaken into) {
        into.onChannel(edge, from, to, true, batch);
        if (batch.control() instanceof Control.Barrier barrier && barrier.checkpoint() >= recorded) {
            recording = null;
        }
    }

    /** Whether the barrier of a checkpoint that has overtaken others' records is still to come. */
    boolean isRecording() {
        return recording != null;
    }

    boolean isReady() {
        return !blocked && !queue.isEmpty();
    }

    /** Whether the oldest batch has no records. */
    boolean isControl() {
        Batch head = queue.peek();
        return head != null && !head.hasNext();
    }

    /** Takes the oldest batch; the sender gets new credit each half window, so that it need not stop in between. */
    @Nullable
    Batch take() {
        Batch batch = queue.poll();
        if (replayed > 0) {
            replayed--;
            return batch;
        }
        taken++;
        if (granted - taken <= Credit.WINDOW / 2) {
            granted = taken + Credit.WINDOW;
            sender.accept(new Credit(edge, to, epoch, granted, empties));
            empties = new ArrayList<>(Credit.WINDOW);
        }
        return batch;
    }

    /**
     * Takes a batch back that nobody needs any more: the sender can fill it again, and what is in the caches already is
     * written instead of fresh memory.
     */
    void done(Batch batch) {
        if (batch.isReusable()) {
            batch.clear();
            empties.add(batch);
        }
    }

    void block(long checkpoint) {
        passed = checkpoint;
        blocked = true;
    }

    void unblock() {
        blocked = false;
    }

    int edge() {
        return edge;
    }

    int from() {
        return from;
    }

    int input() {
        return input;
    }
}
