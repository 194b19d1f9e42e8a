package dev.sluice.benchmarks.wire;

import dev.sluice.runtime.data.Batch;

/** A way to the other process that lets so many frames be on it. Used by one thread. */
interface Lane {

    /** Sends a batch; there must be credit. */
    void send(long sequence, Batch batch);

    /** Frames with a smaller number may be sent. */
    long limit();
}
