package dev.sluice.benchmarks;

import dev.sluice.benchmarks.plain.PlainLoop;
import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload, and what runs it.
 *
 * @param workload what
 * @param plain whether by the plain Java loop instead of Sluice
 */
record Contest(Workload workload, boolean plain) {
    private static final String PLAIN = "plain-";

    String label() {
        return (plain ? PLAIN : "") + workload.label();
    }

    static List<String> labels() {
        return all().stream().map(Contest::label).toList();
    }

    private static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        for (boolean plain : new boolean[] {false, true}) {
            for (Workload workload : Workloads.all()) {
                if (!plain || PlainLoop.runs(workload)) {
                    all.add(new Contest(workload, plain));
                }
            }
        }
        return all;
    }

    /**
     * @param label of a workload, or of its plain loop
     * @return the contest; null if there is none
     */
    static @Nullable Contest named(String label) {
        return all().stream()
                .filter(contest -> contest.label().equals(label))
                .findFirst()
                .orElse(null);
    }
}
