package dev.sluice.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/** The events of one source subtask, each from when it is due. The schedule goes on while a source is held up. */
public final class Paced {
    private static final long LONGEST_WAIT = 50_000; // nanoseconds

    private final LatencyRun run;
    private final int part;
    private final int parts;
    private long position;

    /**
     * @param run the run
     * @param part which source subtask, from 0
     * @param parts how many there are
     * @param position how many of its events are skipped
     */
    public Paced(LatencyRun run, int part, int parts, long position) {
        this.run = run;
        this.part = part;
        this.parts = parts;
        this.position = position;
    }

    /** @return whether there is another event, due or not */
    public boolean hasNext() {
        return number() < run.events().count();
    }

    /** @return whether the next event is due */
    public boolean isDue() {
        return hasNext() && run.due(number()) <= run.now();
    }

    /**
     * Waits a moment for the next event, as a client that polls a log does: a few hundredths of a millisecond at most.
     *
     * @return whether it is due
     */
    public boolean awaitDue() {
        if (hasNext() && !isDue()) {
            LockSupport.parkNanos(Math.min(LONGEST_WAIT, run.due(number()) - run.now()));
        }
        return isDue();
    }

    /** @return the next event, due or not */
    public Timed next() {
        long number = number();
        position++;
        return new Timed(run.events().key(number), number, run.due(number));
    }

    private long number() {
        return position * parts + part;
    }

    /** @return how many of its events came before the next */
    public long position() {
        return position;
    }
}
