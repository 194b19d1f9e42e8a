package dev.sluice.runtime.task;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import org.jspecify.annotations.Nullable;

/** The way from an output of an operator to another operator of its chain. */
final class Branch {
    /** The place of the operator that it leads to. */
    final int place;

    private final @Nullable String tag;
    private final boolean last;
    private final Sharing sharing;

    /** What is given where a side output was not used so far. */
    private final Batch empty = new Batch(0);

    /**
     * @param place the place of the operator that it leads to
     * @param tag the id of the side output, or null for the main output
     * @param last whether no later branch begins at the same output
     * @param sharing copies what several get and could change
     */
    Branch(int place, @Nullable String tag, boolean last, Sharing sharing) {
        this.place = place;
        this.tag = tag;
        this.last = last;
        this.sharing = sharing;
    }

    /**
     * What the operator that it leads to is given: the output itself, which it shares with those of other branches one
     * after the other, or a copy if the records could change.
     *
     * @param trailing what comes behind the records
     */
    Batch batch(Emitter out, @Nullable Control trailing) {
        Batch output = tag == null ? out.main() : out.sides().getOrDefault(tag, empty);
        output.next(0);
        Batch batch = last || !isMutable(output) ? output : output.rest(sharing::own);
        batch.control(trailing);
        return batch;
    }

    private boolean isMutable(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (sharing.isMutable(batch.value(i))) {
                return true;
            }
        }
        return false;
    }
}
