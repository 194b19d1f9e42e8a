package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.ValueFold;
import dev.sluice.runtime.data.Batch;

/** What an aggregate does with each record of a batch. */
abstract class ValueStep extends BatchStep implements ValueFold<Object> {

    /**
     * Folds the records from one place to another; the batch's {@code next} is behind them afterwards, or at the one
     * that failed.
     */
    final void fold(Batch batch, int from, int to, Emitter emitter, KeyKind kind, KeyedValues<Object> into)
            throws Exception {
        begin(batch, emitter, from);
        boolean done = false;
        try {
            if (kind.primitive()) {
                into.fold(batch.longKeys, batch.hashes, from, to, this);
            } else {
                into.fold(batch.keys, batch.hashes, from, to, this);
            }
            done = true;
        } finally {
            end(done, to);
        }
    }
}
