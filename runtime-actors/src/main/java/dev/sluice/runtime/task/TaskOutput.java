package dev.sluice.runtime.task;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain's results go: channels, or another stream. See {@link dev.sluice.runtime.channel.Outbox} for the
 * contract.
 */
interface TaskOutput {

    boolean spread(int operator, @Nullable String tag, Batch batch) throws Exception;

    boolean control(Control control);

    boolean flush();
}
