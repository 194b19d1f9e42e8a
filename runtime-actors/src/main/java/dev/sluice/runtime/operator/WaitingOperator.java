package dev.sluice.runtime.operator;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/**
 * An operator whose results come when something outside of the subtask has answered. It never holds up what comes
 * behind a record: {@link #process} takes all records of a batch, event time is deferred, and so a barrier passes at
 * once. In exchange it is given no batch while it has no room. When an answer has come it runs
 * {@link OperatorContext#wake}, from any thread, and {@link #resume} is called.
 */
public interface WaitingOperator extends Operator {

    /** @return whether it may be given records */
    boolean hasRoom();

    /** @return whether {@link #resume} has something to do: an answer has come, or the time of {@link #nextTick} has */
    boolean isReady();

    /**
     * Emits what is ready until the emitter is full.
     *
     * @param out where results go
     * @throws Exception what a user's function throws, or a request that has failed; {@link #failed} tells which
     */
    void resume(Emitter out) throws Exception;

    /**
     * Takes over a watermark, idleness or the end of the input, to send it on behind the results of what came before.
     *
     * @param control what has come, neither a barrier nor a tick
     */
    void defer(Control control);

    /** @return the record whose request has made {@link #resume} fail, or null */
    @Nullable
    Object failed();

    /** Takes all records of the batch, whatever room there is. It emits nothing. */
    @Override
    void process(int input, Batch in, Emitter out);
}
