package dev.sluice.benchmarks.nexmark.data;

/**
 * Generates the events of one lane in order of their numbers, and so of their event times. Events are dealt out to
 * {@value #LANES} lanes in turn, whatever the parallelism. Not thread-safe.
 */
public final class NexmarkLane {
    /** How many lanes there are. */
    public static final int LANES = 16;

    private final NexmarkGenerator generator;
    private final int lane;
    private final long end;
    private long position;

    /**
     * @param generator makes the events
     * @param lane which lane, from 0 to {@value #LANES}, exclusive
     * @param position how many of the lane's events come before the next
     */
    public NexmarkLane(NexmarkGenerator generator, int lane, long position) {
        this.generator = generator;
        this.lane = lane;
        this.position = position;
        end = countOf(generator.config(), lane);
    }

    /**
     * @param config which events
     * @param lane which lane
     * @return how many events it has
     */
    public static long countOf(NexmarkConfig config, int lane) {
        return (config.events() - lane + LANES - 1) / LANES;
    }

    /** @return whether there is a next event */
    public boolean hasNext() {
        return position < end;
    }

    /** @return the next event; there must be one */
    public NexmarkEvent next() {
        return generator.event(position++ * LANES + lane);
    }

    /** @return how many of the lane's events come before the next */
    public long position() {
        return position;
    }

    /** @return the number of the next event among those of all lanes */
    public long number() {
        return position * LANES + lane;
    }
}
