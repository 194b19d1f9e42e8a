package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.runtime.data.Batch;

/** What a number's aggregate does with each record of a batch. */
abstract class LongStep extends BatchStep implements LongFold {

    /**
     * Folds the records from one place to another; the batch's {@code next} is behind them afterwards, or at the one
     * that failed.
     */
    final void fold(Batch batch, int from, int to, Emitter emitter, KeyKind kind, KeyedLongs into, long initial)
            throws Exception {
        begin(batch, emitter, from);
        boolean done = false;
        try {
            if (kind.primitive()) {
                into.fold(batch.longKeys, batch.hashes, from, to, initial, this);
            } else {
                into.fold(batch.keys, batch.hashes, from, to, initial, this);
            }
            done = true;
        } finally {
            end(done, to);
        }
    }
}
