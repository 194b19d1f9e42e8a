package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.runtime.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a number's aggregate does with each record of a batch. */
abstract class LongStep implements LongFold {
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

    /**
     * Folds the records from one place to another; the batch's {@code next} is behind them afterwards, or at the one
     * that failed.
     */
    final void fold(Batch batch, int from, int to, Emitter emitter, KeyKind kind, KeyedLongs into, long initial)
            throws Exception {
        in = batch;
        out = emitter;
        place = from;
        boolean done = false;
        try {
            if (kind.primitive()) {
                into.fold(batch.longKeys, batch.hashes, from, to, initial, this);
            } else {
                into.fold(batch.keys, batch.hashes, from, to, initial, this);
            }
            done = true;
        } finally {
            batch.next(done ? to : place);
            in = null;
            out = null;
        }
    }
}
