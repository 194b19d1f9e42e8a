package dev.sluice.benchmarks;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;
import java.util.List;
import java.util.stream.Stream;

/** All there is to be measured. */
public final class Workloads {
    private Workloads() {}

    /** @return the workloads of all families */
    public static List<Workload> all() {
        return Stream.<Workload[]>of(KeyedWorkload.values(), NexmarkQuery.values())
                .flatMap(Stream::of)
                .toList();
    }

    /**
     * @param label what it is called
     * @return the workload
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Workload named(String label) {
        return all().stream()
                .filter(workload -> workload.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + label + "\" is none of "
                        + String.join(", ", all().stream().map(Workload::label).toList())));
    }
}
