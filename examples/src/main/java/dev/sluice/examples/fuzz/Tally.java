package dev.sluice.examples.fuzz;

import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.job.StateBackendKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was done to random jobs, so that it shows if something never is. */
final class Tally {
    private final Map<Leg.Ending, Integer> endings = new EnumMap<>(Leg.Ending.class);
    private final Map<StateBackendKind, Integer> backends = new EnumMap<>(StateBackendKind.class);
    private int rescaled;
    private int moved;
    private long checkpoints;
    private long restarts;
    private long overtaken;

    /**
     * @param leg that has ended
     * @param before the one before, or the same if it was the first
     */
    void add(Leg leg, Leg before, JobProgress end) {
        endings.merge(leg.ending(), 1, Integer::sum);
        backends.merge(leg.backend(), 1, Integer::sum);
        rescaled += leg.parallelism() == before.parallelism() ? 0 : 1;
        moved += leg.backend() == before.backend() ? 0 : 1;
        checkpoints += end.checkpointsCompleted();
        restarts += end.attempt() - 1;
        overtaken += end.counters().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".unalignedCheckpoints"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "endings %s; backends %s; %d rescaled, %d moved to another backend; %d checkpoints, %d restarts, "
                        + "barriers have overtaken %d times",
                endings,
                backends,
                rescaled,
                moved,
                checkpoints,
                restarts,
                overtaken);
    }
}
