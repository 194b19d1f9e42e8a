package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/** An operator to which no time comes: its state is filled, and none of its timers and windows fires. */
public final class TimelessOperator implements Operator {
    private final Operator filled;

    /** @param filled the operator itself */
    public TimelessOperator(Operator filled) {
        this.filled = filled;
    }

    @Override
    public void open() throws Exception {
        filled.open();
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        filled.process(input, in, out);
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) throws Exception {
        return filled.snapshot(request);
    }

    @Override
    public void restore(Chunk chunk) {
        filled.restore(chunk);
    }

    @Override
    public @Nullable String activity() {
        return filled.activity();
    }

    @Override
    public void close() throws Exception {
        filled.close();
    }
}
