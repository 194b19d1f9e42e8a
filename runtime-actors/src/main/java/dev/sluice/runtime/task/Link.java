package dev.sluice.runtime.task;

import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorTypes;
import dev.sluice.runtime.operator.WaitingOperator;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operator in its chain, with the batch it is working on and the results nobody has taken yet. Results go to the
 * channels first and then, branch after branch, to the operators that follow.
 */
final class Link {
    private static final Batch NOTHING = new Batch(0);

    final String name;
    final @Nullable String uid;
    final Operator operator;
    final OperatorTypes types;
    final Emitter out;

    /** The operator, if it waits for others. */
    final @Nullable WaitingOperator waiting;

    final Outlet outlet;

    /** Whether it writes to the outside. */
    final boolean sink;

    /** The event time that the chain's end has reached, if it ends here. */
    long reached = Long.MIN_VALUE;

    /** Whether the results have gone by the channels that they leave the chain by. */
    private boolean sent;

    /** What comes behind the results, which operators that follow take out of the batch. */
    private @Nullable Control trailing;

    /** How many branches have taken the results. */
    private int taken;

    /** Whether the operator at the next branch has been given the results and is not through with them. */
    private boolean passing;

    private record Given(int input, Batch batch) {}

    private final ArrayDeque<Given> replays = new ArrayDeque<>();
    private Batch in = NOTHING;
    private int input;
    private boolean firing;

    Link(GraphNode node, Operator operator, OperatorTypes types, Emitter out, Outlet outlet) {
        name = node.name();
        uid = node.uid();
        sink = node.spec() instanceof OperatorSpec.SinkSpec || node.spec() instanceof OperatorSpec.ReactiveSinkSpec;
        this.operator = operator;
        this.types = types;
        this.out = out;
        this.outlet = outlet;
        waiting = operator instanceof WaitingOperator waits ? waits : null;
    }

    void offer(int from, Batch batch) {
        input = from;
        in = batch;
    }

    Batch in() {
        return in;
    }

    /** What it is working on becomes its own, whoever it was shared with. */
    void keep() {
        in = restOf(in);
    }

    static Batch restOf(Batch batch) {
        Batch rest = batch.rest(UnaryOperator.identity());
        rest.control(batch.control());
        return rest;
    }

    /** Whether there are results that not all have taken who are to. */
    boolean hasResults() {
        return sent || !out.isEmpty();
    }

    boolean isSent() {
        return sent;
    }

    void sent() {
        sent = true;
        trailing = out.main().control();
    }

    /** The next branch that is to take the results; null if all have. */
    @Nullable
    Branch branch() {
        return taken == outlet.branches().size() ? null : outlet.branches().get(taken);
    }

    boolean isPassing() {
        return passing;
    }

    /** What the operator at the next branch is given; it has it from now on, until it is {@link #passed}. */
    Batch pass(Branch branch) {
        passing = true;
        return branch.batch(out, trailing);
    }

    /** The operator at the next branch is through with the results. */
    void passed() {
        passing = false;
        taken++;
    }

    /** All have taken the results. */
    void delivered() {
        out.clear();
        trailing = null;
        sent = false;
        taken = 0;
    }

    /** What the operator is to process ahead of anything else that it is offered. */
    void replay(int from, Batch batch) {
        replays.add(new Given(from, batch));
    }

    boolean hasReplays() {
        return !replays.isEmpty();
    }

    /** Whether it has been given anything that it is not through with. */
    boolean hasWork() {
        return hasReplays() || !in.isEmpty();
    }

    /** Offers the next of what is to be replayed; false if there is nothing more. */
    boolean offerReplay() {
        Given next = replays.poll();
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
        trailing = isBarrier(trailing, upTo) ? null : trailing;
    }

    private static void withdrawBarrier(Batch batch, long upTo) {
        if (isBarrier(batch.control(), upTo)) {
            batch.control(null);
        }
    }

    private static boolean isBarrier(@Nullable Control control, long upTo) {
        return control instanceof Control.Barrier barrier && barrier.checkpoint() <= upTo;
    }

    /** Whether the operator has begun to fire and is not at the end: its state is then not what it should be. */
    boolean isFiring() {
        return firing;
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
