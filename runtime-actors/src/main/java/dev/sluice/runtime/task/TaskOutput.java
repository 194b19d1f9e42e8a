package dev.sluice.runtime.task;

import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain's results go: channels, or another stream. See {@link dev.sluice.runtime.channel.Outbox} for the
 * contract.
 */
interface TaskOutput {

    boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) throws Exception;

    boolean control(int operator, Control control);

    boolean flush();

    /** Has everything taken in, as far as that is possible at all, or no longer. */
    default void overdraw(boolean always) {}

    /** Whether there is something that was taken in without room: nothing is to be added to it. */
    default boolean isOverdrawn() {
        return false;
    }

    /** Whether a barrier that was taken in has not gone yet. */
    default boolean holdsBarrier() {
        return false;
    }

    /** Sends a barrier ahead of everything that has not gone. */
    default void overtake(Control.Barrier barrier, Overtaken overtaken) {}
}
