package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator knows for good.
 *
 * @param jobs by name, the newest run of each job
 */
public record CoordinatorState(Map<String, Entry> jobs) implements CborSerializable {
    static final CoordinatorState EMPTY = new CoordinatorState(Map.of());

    /**
     * The newest run of a job.
     *
     * @param spec how it is run
     * @param last what its watchers were told at the end, null while it goes on
     */
    public record Entry(JobSpec spec, @Nullable JobUpdate last) {
        boolean isFinished() {
            return last != null && last.state() == JobState.FINISHED;
        }
    }

    /** Makes the map unmodifiable. */
    public CoordinatorState {
        jobs = Map.copyOf(jobs);
    }

    CoordinatorState apply(CoordinatorEvent event) {
        Map<String, Entry> next = new HashMap<>(jobs);
        if (event instanceof CoordinatorEvent.Submitted submitted) {
            next.put(submitted.spec().job(), new Entry(submitted.spec(), null));
        } else if (event instanceof CoordinatorEvent.Ended ended) {
            next.computeIfPresent(
                    ended.job(),
                    (job, entry) -> entry.spec().run().equals(ended.last().run())
                            ? new Entry(entry.spec(), ended.last())
                            : entry);
        }
        return new CoordinatorState(next);
    }
}
