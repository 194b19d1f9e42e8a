package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator knows for good.
 *
 * @param jobs by name, the newest run of each job
 * @param importing the runs for which state is being copied
 */
public record CoordinatorState(Map<String, Entry> jobs, List<String> importing) implements CborSerializable {
    static final CoordinatorState EMPTY = new CoordinatorState(Map.of(), List.of());

    /** How many earlier runs of a job are remembered. */
    private static final int REMEMBERED = 20;

    /**
     * The newest run of a job.
     *
     * @param spec how it is run
     * @param last what its watchers were told at the end, null while it goes on
     * @param earlier the runs before it that have not finished, oldest first: they may have checkpoints
     */
    public record Entry(JobSpec spec, @Nullable JobUpdate last, List<String> earlier) {
        /** Makes the list unmodifiable; older journals have none. */
        public Entry {
            earlier = List.copyOf(Objects.requireNonNullElse(earlier, List.of()));
        }

        boolean isFinished() {
            return last != null && last.state() == JobState.FINISHED;
        }

        /** The runs that may have checkpoints, the newest first. */
        List<String> runs() {
            List<String> runs = new ArrayList<>(List.of(spec.run()));
            for (int i = earlier.size() - 1; i >= 0; i--) {
                runs.add(earlier.get(i));
            }
            return runs;
        }

        private Entry next(JobSpec newest) {
            List<String> before = new ArrayList<>(earlier);
            if (!newest.run().equals(spec.run()) && !isFinished()) {
                before.add(spec.run());
            }
            return new Entry(newest, null, before.subList(Math.max(0, before.size() - REMEMBERED), before.size()));
        }
    }

    /** Makes the collections unmodifiable; older journals have no imports. */
    public CoordinatorState {
        jobs = Map.copyOf(jobs);
        importing = List.copyOf(Objects.requireNonNullElse(importing, List.of()));
    }

    CoordinatorState apply(CoordinatorEvent event) {
        Map<String, Entry> next = new HashMap<>(jobs);
        List<String> imports = new ArrayList<>(importing);
        if (event instanceof CoordinatorEvent.Submitted submitted) {
            JobSpec spec = submitted.spec();
            next.merge(spec.job(), new Entry(spec, null, List.of()), (before, now) -> before.next(spec));
            imports.remove(spec.run());
        } else if (event instanceof CoordinatorEvent.Importing begun) {
            imports.add(begun.run());
        } else if (event instanceof CoordinatorEvent.ImportFailed failed) {
            imports.remove(failed.run());
        } else if (event instanceof CoordinatorEvent.Ended ended) {
            next.computeIfPresent(
                    ended.job(),
                    (job, entry) -> entry.spec().run().equals(ended.last().run())
                            ? new Entry(entry.spec(), ended.last(), entry.earlier())
                            : entry);
        }
        return new CoordinatorState(next, imports);
    }
}
