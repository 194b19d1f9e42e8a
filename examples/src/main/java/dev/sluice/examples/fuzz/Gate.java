package dev.sluice.examples.fuzz;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds a source up, so that a job can be stopped in its middle, and tells how far it has come. Shared by all attempts
 * and runs of a job. Thread-safe.
 */
final class Gate {
    private record Place(int mark, int end, CountDownLatch reached) {}

    private volatile Place place = new Place(0, Integer.MAX_VALUE, new CountDownLatch(1));

    /**
     * Nothing is held up before the end from now on.
     *
     * @param mark how many items are to be read until {@link #awaitMark}
     * @param end how many items may be read; no fewer than to the mark
     */
    void holdAt(int mark, int end) {
        place = new Place(mark, end, new CountDownLatch(1));
    }

    /** Lets everything through. */
    void open() {
        holdAt(0, Integer.MAX_VALUE);
    }

    /** Whether another item may be read behind so many. */
    boolean passes(int read) {
        Place now = place;
        if (read >= now.mark) {
            now.reached.countDown();
        }
        return read < now.end;
    }

    /** Waits until the source has come to the mark; returns whether it has within that time. */
    boolean awaitMark(long millis) throws InterruptedException {
        return place.reached.await(millis, TimeUnit.MILLISECONDS);
    }
}
