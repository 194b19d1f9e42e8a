package dev.sluice.runtime.operator;

import dev.sluice.runtime.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done with each record of a batch whose keys' state is at hand. */
abstract class BatchStep {
    private @Nullable Batch in;
    private @Nullable Emitter out;

    /** The record that is being folded. */
    int place;

    final Batch in() {
        return Objects.requireNonNull(in);
    }

    final Emitter out() {
        return Objects.requireNonNull(out);
    }

    final void begin(Batch batch, Emitter emitter, int from) {
        in = batch;
        out = emitter;
        place = from;
    }

    /** Leaves the batch's {@code next} behind what was folded, or at the record that failed. */
    final void end(boolean done, int to) {
        in().next(done ? to : place);
        in = null;
        out = null;
    }
}
