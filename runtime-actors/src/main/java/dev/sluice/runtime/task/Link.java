package dev.sluice.runtime.task;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import org.jspecify.annotations.Nullable;

/** An operator in its chain, with the batch it is working on and the results nobody has taken yet. */
final class Link {
    private static final Batch NOTHING = new Batch(0);

    final String name;
    final @Nullable String uid;
    final Operator operator;
    final Emitter out;

    /** Whether the next operator has been given the results and is not through with them. */
    boolean passing;

    private Batch in = NOTHING;
    private int input;

    Link(String name, @Nullable String uid, Operator operator, Emitter out) {
        this.name = name;
        this.uid = uid;
        this.operator = operator;
        this.out = out;
    }

    void offer(int from, Batch batch) {
        input = from;
        in = batch;
    }

    Batch in() {
        return in;
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

    /** What a control does to the operator; false if there is more to emit than there is room. */
    boolean control(Control control) throws OperatorException {
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
        boolean time = control instanceof Control.Watermark
                || control instanceof Control.Idle
                || control instanceof Control.Active;
        if (!time || operator.forwardsWatermarks()) {
            out.main().control(control);
        }
    }
}
