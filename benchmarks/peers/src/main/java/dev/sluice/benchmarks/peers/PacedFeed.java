package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.latency.LatencyRun;
import dev.sluice.benchmarks.latency.Paced;
import dev.sluice.benchmarks.latency.Timed;
import org.jspecify.annotations.Nullable;

/** Events at a fixed rate. */
public final class PacedFeed implements Feed<Timed> {
    private static volatile @Nullable LatencyRun current;

    private final Paced events;

    private PacedFeed(Paced events) {
        this.events = events;
    }

    /** @param run the run of this process that begins */
    public static void begin(LatencyRun run) {
        current = run;
    }

    /**
     * @return the run of this process
     * @throws IllegalStateException if none has begun
     */
    public static LatencyRun run() {
        LatencyRun run = current;
        if (run == null) {
            throw new IllegalStateException("no run has begun in this process");
        }
        return run;
    }

    /** @return the events of the run of this process */
    public static Feed.Factory<Timed> factory() {
        return (part, parts, position) -> new PacedFeed(new Paced(run(), part, parts, position));
    }

    @Override
    public void begin() {}

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public boolean ready(boolean mayWait) {
        return mayWait ? events.awaitDue() : events.isDue();
    }

    @Override
    public Timed next() {
        return events.next();
    }

    @Override
    public long time() {
        return 0;
    }

    @Override
    public long position() {
        return events.position();
    }
}
