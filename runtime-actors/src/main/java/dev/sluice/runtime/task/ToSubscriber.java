package dev.sluice.runtime.task;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/**
 * Results that go to a reactive stream. It has room when the stream asks and no more, so what a barrier overtakes here
 * waits on in the chain; it is in no snapshot, since such a stream gets each record at most once.
 */
record ToSubscriber(Port port) implements TaskOutput {

    /** The end of the task's own stream. */
    interface Port {
        boolean hasRoom();

        void send(Batch batch);

        void end();
    }

    @Override
    public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) {
        if (!port.hasRoom()) {
            return false;
        }
        Batch handed = new Batch(batch.size());
        for (int i = batch.next(); i < batch.size(); i++) {
            handed.add(batch.value(i), batch.timestamps[i]);
        }
        batch.next(batch.size());
        port.send(handed);
        return true;
    }

    @Override
    public boolean control(int operator, Control control) {
        if (control instanceof Control.EndOfInput) {
            port.end();
        }
        return true;
    }

    @Override
    public boolean flush() {
        return true;
    }
}
