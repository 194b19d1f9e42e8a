package dev.sluice.benchmarks.compare;

import static java.util.Map.entry;

import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A line of the comparison.
 *
 * @param label what it is called
 * @param workload what is run
 * @param keys how many there are
 * @param events for each repetition
 */
public record Row(String label, Workload workload, long keys, long events) {
    private static final String FEW_KEYS = "keyed-sum-1k";
    private static final long DEFAULT_EVENTS = 3_000_000;

    /** So many that Flink, which takes the longest mostly, takes two to three seconds on two cores. */
    private static final Map<String, Long> EVENTS = Map.ofEntries(
            entry("keyed-sum", 5_000_000L),
            entry(FEW_KEYS, 20_000_000L),
            entry("keyed-window", 5_000_000L),
            entry("sliding-window", 1_500_000L),
            entry("session-window", 2_500_000L),
            entry("q0", 20_000_000L),
            entry("q1", 20_000_000L),
            entry("q2", 20_000_000L),
            entry("q3", 20_000_000L),
            entry("q7", 6_000_000L),
            entry("q8", 20_000_000L),
            entry("q12", 5_000_000L),
            entry("q13", 20_000_000L),
            entry("q17", 4_000_000L),
            entry("q18", 2_000_000L),
            entry("q21", 20_000_000L),
            entry("q22", 20_000_000L));

    /**
     * @param workloads what there is
     * @return a row for each, and one more for keyed-sum with few keys
     */
    public static List<Row> of(List<Workload> workloads) {
        List<Row> rows = new ArrayList<>();
        for (Workload workload : workloads) {
            rows.add(row(workload.label(), workload, workload.defaultKeys()));
            if (workload.label().equals("keyed-sum")) {
                rows.add(row(FEW_KEYS, workload, 1_000));
            }
        }
        return rows;
    }

    private static Row row(String label, Workload workload, long keys) {
        return new Row(label, workload, keys, EVENTS.getOrDefault(label, DEFAULT_EVENTS));
    }

    /**
     * @param factor what the number of events is multiplied by
     * @return the row with as many events, but one at least
     */
    public Row scaled(double factor) {
        return new Row(label, workload, keys, Math.max(1, Math.round(events * factor)));
    }
}
