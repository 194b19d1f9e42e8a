package dev.sluice.benchmarks.latency;

import dev.sluice.benchmarks.workload.Events;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * One run at a fixed rate: says when each event is due, and takes the time of the outputs. An event that is emitted
 * late is late at the sink too, for its latency begins when it was due: that corrects for coordinated omission.
 * Thread-safe.
 */
public final class LatencyRun {
    private static final long NOT_BEGUN = 0;
    private static final long LONGEST = Duration.ofHours(1).toNanos();
    private static final int DIGITS = 3;
    private static final double NANOS = 1e9;

    private final Events events;
    private final long rate;
    private final long warmupNanos;
    private final AtomicLong origin = new AtomicLong(NOT_BEGUN);
    private final List<Histogram> histograms = new CopyOnWriteArrayList<>();

    /**
     * @param rate events per second over all source subtasks
     * @param keys how many keys
     * @param warmup how long outputs are not looked at
     * @param measured for how long they are after that
     */
    public LatencyRun(long rate, long keys, Duration warmup, Duration measured) {
        this.rate = rate;
        warmupNanos = warmup.toNanos();
        events = new Events((long) (rate * (warmupNanos + measured.toNanos()) / NANOS), keys);
    }

    /** @return what goes in */
    public Events events() {
        return events;
    }

    /**
     * @param number of an event
     * @return when it is due, nanoseconds from the beginning
     */
    public long due(long number) {
        return (long) (number * NANOS / rate);
    }

    /** @return nanoseconds from the beginning, which is the first time somebody asks */
    public long now() {
        if (origin.get() == NOT_BEGUN) {
            origin.compareAndSet(NOT_BEGUN, System.nanoTime());
        }
        return System.nanoTime() - origin.get();
    }

    /** @return what takes the times of one sink subtask, used by one thread at a time */
    public Recorder recorder() {
        Histogram histogram = new Histogram(LONGEST, DIGITS);
        histograms.add(histogram);
        return new Recorder(histogram);
    }

    /** @return the latencies of all sink subtasks, once the run has ended; in nanoseconds */
    public Histogram latencies() {
        Histogram all = new Histogram(LONGEST, DIGITS);
        histograms.forEach(all::add);
        return all;
    }

    /** Takes the times of one sink subtask. */
    public final class Recorder {
        private final Histogram histogram;

        private Recorder(Histogram histogram) {
            this.histogram = histogram;
        }

        /** @param due when the event that the output is for was due */
        public void output(long due) {
            if (due >= warmupNanos) {
                histogram.recordValue(Math.min(LONGEST, Math.max(0, now() - due)));
            }
        }
    }
}
