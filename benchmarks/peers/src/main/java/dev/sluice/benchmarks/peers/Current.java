package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Observer;
import org.jspecify.annotations.Nullable;

/**
 * The run of this process. The functions of a job are serialized and copied on their way to the threads that run them,
 * so they find here what they share.
 *
 * @param events what goes in
 * @param observer sees the run
 */
public record Current(Events events, Observer observer) {
    private static volatile @Nullable Current run;

    /** @param next the run that begins; the one before has ended */
    public static void begin(Current next) {
        run = next;
    }

    /**
     * @return the run
     * @throws IllegalStateException if none has begun
     */
    public static Current run() {
        Current now = run;
        if (now == null) {
            throw new IllegalStateException("no run has begun in this process");
        }
        return now;
    }
}
