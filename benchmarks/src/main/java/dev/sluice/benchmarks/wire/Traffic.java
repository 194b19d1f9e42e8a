package dev.sluice.benchmarks.wire;

import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.data.Batch;
import java.util.concurrent.locks.LockSupport;

/** Sends on a lane from this thread, as fast as credits allow or at a rate. */
final class Traffic {
    private static final double NANOS = 1e9;
    private static final long PAUSE_NANOS = 500_000;
    private static final long NO_CREDIT_NANOS = 1_000_000;

    private final Lane lane;
    private long sequence;

    Traffic(Lane lane) {
        this.lane = lane;
    }

    private static Batch batch(Object[] records, int count, long timestamp) {
        Batch batch = new Batch(count);
        for (int i = 0; i < count; i++) {
            batch.add(records[i], timestamp);
        }
        return batch;
    }

    /** @return records per second that the receiver has taken */
    double flood(double seconds, Object[] records) {
        Batch batch = batch(records, Batch.TARGET, Batch.NO_TIMESTAMP);
        long before = lane.limit();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < seconds * NANOS) {
            awaitCredit();
            lane.send(sequence++, batch);
        }
        double took = (System.nanoTime() - begin) / NANOS;
        long taken = lane.limit() - before;
        while (lane.limit() < sequence + Credit.WINDOW / 2 + 1) {
            LockSupport.parkNanos(NO_CREDIT_NANOS); // until it has arrived, so as not to disturb what comes next
        }
        return taken * Batch.TARGET / took;
    }

    /** Sends what is due each half millisecond, with the time at which it is sent. */
    void pace(double seconds, Object[] records, double recordsPerSecond) {
        long begin = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - begin < seconds * NANOS) {
            long now = System.nanoTime();
            int due = (int) Math.min(Batch.TARGET, (now - begin) / NANOS * recordsPerSecond - sent);
            if (due > 0) {
                awaitCredit();
                lane.send(sequence++, batch(records, due, now));
                sent += due;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitCredit() {
        while (sequence >= lane.limit()) {
            LockSupport.parkNanos(NO_CREDIT_NANOS);
        }
    }
}
