package dev.sluice.benchmarks.probe;

import java.util.function.LongSupplier;

/** What the sources of a {@link LargeState} may emit. Set by whoever measures, read by the sources. */
public final class Gate {
    private final LongSupplier nanoTime;
    private volatile Phase phase = Phase.KEYS;
    private volatile long since;

    /** What is let through. */
    public enum Phase {
        /** Each key once, and then nothing. */
        KEYS,
        /** Events at a rate. */
        PACED,
        /** All events, as fast as possible. */
        ALL
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public Gate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param next what is let through from now on */
    public void open(Phase next) {
        since = nanoTime.getAsLong();
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    /** How many events were to be let through by now, at a rate per second. */
    double due(double perSecond) {
        return (nanoTime.getAsLong() - since) / 1e9 * perSecond;
    }
}
