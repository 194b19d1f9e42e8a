package dev.sluice.runtime.task;

import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/** Results that go to other subtasks. */
record ToChannels(Outbox outbox) implements TaskOutput {
    @Override
    public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) throws Exception {
        return outbox.spread(operator, tag, batch, shared);
    }

    @Override
    public boolean control(int operator, Control control) {
        return outbox.control(operator, control);
    }

    @Override
    public boolean flush() {
        return outbox.flush();
    }

    @Override
    public void overdraw(boolean always) {
        outbox.overdraw(always);
    }

    @Override
    public boolean isOverdrawn() {
        return outbox.isOverdrawn();
    }

    @Override
    public boolean holdsBarrier() {
        return outbox.holdsBarrier();
    }

    @Override
    public void overtake(Control.Barrier barrier, Overtaken overtaken) {
        outbox.overtake(barrier, overtaken);
    }
}
