package dev.sluice.runtime.task;

import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorTypes;
import dev.sluice.runtime.operator.WaitingOperator;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operator in its chain, with the batch it is working on and the results nobody has taken yet. */
final class Link {
    private static final Batch NOTHING = new Batch(0);

    final String name;
    final @Nullable String uid;
    final Operator operator;
    final OperatorTypes types;
    final Emitter out;

    /** The operator, if it waits for others. */
    final @Nullable WaitingOperator waiting;

    /** Whether the next operator has been given the results and is not through with them. */
    boolean passing;

    private final ArrayDeque<InFlight.InChain> replays = new ArrayDeque<>();
    private Batch in = NOTHING;
    private int input;
    private boolean firing;

    Link(String name, @Nullable String uid, Operator operator, OperatorTypes types, Emitter out) {
        this.name = name;
        this.uid = uid;
        this.operator = operator;
        this.types = types;
        this.out = out;
        waiting = operator instanceof WaitingOperator waits ? waits : null;
    }

    void offer(int from, Batch batch) {
        input = from;
        in = batch;
    }

    Batch in() {
        return in;
    }

    /** What the operator had been given before a restart and had not processed; before anything else is offered. */
    void replay(InFlight.InChain batch) {
        replays.add(batch);
    }

    boolean hasReplays() {
        return !replays.isEmpty();
    }

    /** Offers the next of what is to be replayed; false if there is nothing more. */
    boolean offerReplay() {
        InFlight.InChain next = replays.poll();
        if (next == null) {
            return false;
        }
        offer(next.input(), next.batch());
        return true;
    }

    /** Tells what the operator has been given and has not processed. */
    void tell(int place, Overtaken overtaken) {
        overtaken.inChain(place, input, in);
        replays.forEach(replay -> overtaken.inChain(place, replay.input(), replay.batch()));
    }

    /** Takes the barriers of a checkpoint and of older ones out: they go another way, or nobody waits for them. */
    void withdrawBarriers(long upTo) {
        withdrawBarrier(in, upTo);
        withdrawBarrier(out.main(), upTo);
    }

    private static void withdrawBarrier(Batch batch, long upTo) {
        if (batch.control() instanceof Control.Barrier barrier && barrier.checkpoint() <= upTo) {
            batch.control(null);
        }
    }

    /** Whether the operator has begun to fire and is not at the end: its state is then not what it should be. */
    boolean isFiring() {
        return firing && out.main().control() == null; // else it only waits for the room of a control of its own
    }

    void process() throws OperatorException {
        try {
            operator.process(input, in, out);
        } catch (Exception | Error e) {
            String record = null;
            if (in.hasNext()) {
                int i = in.next();
                record = in.isCombined()
                        ? in.weight(i) + " records of key " + in.longKeys[i]
                        : OperatorException.describe(in.value(i));
            }
            throw new OperatorException(name, record, e);
        }
    }

    /** Whether an answer has come that the operator has not looked at. */
    boolean isReady() {
        return waiting != null && waiting.isReady();
    }

    /** Whether the operator waits for answers and takes no records until then. */
    boolean isFull() {
        return waiting != null && !waiting.hasRoom();
    }

    /** Has an operator that {@link #isReady} go on. */
    void resume() throws OperatorException {
        WaitingOperator resumed = Objects.requireNonNull(waiting);
        try {
            resumed.resume(out);
        } catch (Exception | Error e) {
            Object record = resumed.failed();
            throw new OperatorException(name, record == null ? null : OperatorException.describe(record), e);
        }
    }

    /** What a control does to the operator; false if there is more to emit than there is room. */
    boolean control(Control control) throws OperatorException {
        firing = !apply(control);
        return !firing;
    }

    private boolean apply(Control control) throws OperatorException {
        if (waiting != null && isOfTime(control)) {
            waiting.defer(control);
            return true;
        }
        try {
            if (control instanceof Control.Watermark watermark) {
                return operator.onWatermark(watermark.time(), out);
            }
            if (control instanceof Control.EndOfInput) {
                return operator.onWatermark(Long.MAX_VALUE, out);
            }
            return !(control instanceof Control.Tick tick) || operator.onTick(tick.time(), out);
        } catch (Exception | Error e) {
            throw new OperatorException(name, operator.activity(), e);
        }
    }

    /** Puts a control that has been dealt with behind the results, unless the operator keeps it to itself. */
    void forward(Control control) {
        in.control(null);
        boolean kept = isOfTime(control)
                && (waiting != null || !(operator.forwardsWatermarks() || control instanceof Control.EndOfInput));
        if (!kept) {
            out.main().control(control);
        }
    }

    private static boolean isOfTime(Control control) {
        return !(control instanceof Control.Barrier || control instanceof Control.Tick);
    }
}
