package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a workload's outputs must add up to, computed event by event in the order of their numbers. */
record Naive(long outputs, long checksum) {

    static Naive of(Workload workload, Events events) {
        return workload == KeyedWorkload.KEYED_SUM ? sums(events) : windows(events);
    }

    private static Naive sums(Events events) {
        Map<Long, Long> sums = new HashMap<>();
        long checksum = 0;
        for (long n = 0; n < events.count(); n++) {
            long key = events.key(n);
            checksum += Tally.term(key, sums.merge(key, n, Long::sum), 0);
        }
        return new Naive(events.count(), checksum);
    }

    private static Naive windows(Events events) {
        Map<List<Long>, Long> counts = new HashMap<>();
        for (long n = 0; n < events.count(); n++) {
            counts.merge(List.of(Events.time(n) / 1_000 * 1_000, events.key(n)), 1L, Long::sum);
        }
        long checksum = 0;
        for (Map.Entry<List<Long>, Long> entry : counts.entrySet()) {
            checksum += Tally.term(
                    entry.getKey().get(1), entry.getValue(), entry.getKey().get(0));
        }
        return new Naive(counts.size(), checksum);
    }
}
