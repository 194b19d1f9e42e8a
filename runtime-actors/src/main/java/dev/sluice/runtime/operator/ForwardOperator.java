package dev.sluice.runtime.operator;

import dev.sluice.runtime.data.Batch;

/** Passes records on: where another reactive system begins or takes over. */
final class ForwardOperator implements Operator {
    @Override
    public void process(int input, Batch in, Emitter out) {
        int i = in.next();
        for (; i < in.size() && !out.isFull(); i++) {
            out.forward(in.value(i), in.timestamps[i]);
        }
        in.next(i);
    }
}
