package dev.sluice.benchmarks.workload;

/** Generates the events of one lane in order. Not thread-safe. */
public final class Lane {
    private final int lane;
    private final int lanes;
    private final long keys;
    private final long end;
    private long position;

    /**
     * @param events the events of the run
     * @param lane which of its lanes
     * @param position how many of the lane's events come before the next
     */
    public Lane(Events events, int lane, long position) {
        this.lane = lane;
        this.position = position;
        lanes = events.lanes();
        keys = events.keysOf(lane);
        end = events.countOf(lane);
    }

    /** @return whether there is a next event */
    public boolean hasNext() {
        return position < end;
    }

    /** @return the number of the next event, which is its value */
    public long number() {
        return position * lanes + lane;
    }

    /**
     * @param number what {@link #number} returned
     * @return the next event's key
     */
    public long key(long number) {
        return Events.key(number, lane, lanes, keys);
    }

    /** Goes on to the event behind the next one. */
    public void advance() {
        position++;
    }

    /** @return how many of the lane's events come before the next */
    public long position() {
        return position;
    }
}
