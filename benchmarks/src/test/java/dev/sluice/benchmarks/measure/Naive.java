package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a workload's outputs must add up to, computed event by event in the order of their numbers. */
record Naive(long outputs, long checksum) {
    private static final Map<List<Object>, Naive> KNOWN = new ConcurrentHashMap<>();

    /** Computed once, since several tests compare with it. */
    static Naive of(Workload workload, Events events) {
        return KNOWN.computeIfAbsent(List.of(workload, events), question -> compute(workload, events));
    }

    private static Naive compute(Workload workload, Events events) {
        return switch ((KeyedWorkload) workload) {
            case KEYED_SUM -> sums(events);
            case KEYED_WINDOW -> windows(events, 1_000, 1_000);
            case SLIDING_WINDOW -> windows(events, 10_000, 1_000);
            case SESSION_WINDOW -> sessions(events, 501);
        };
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

    private static Naive windows(Events events, long size, long slide) {
        Map<Long, Map<Long, Long>> slides = new HashMap<>();
        for (long n = 0; n < events.count(); n++) {
            slides.computeIfAbsent(Events.time(n) / slide * slide, begin -> new HashMap<>())
                    .merge(events.key(n), 1L, Long::sum);
        }
        Map<Long, Map<Long, Long>> counts = new HashMap<>();
        slides.forEach((begin, keys) -> {
            for (long start = begin; start > begin - size; start -= slide) {
                Map<Long, Long> window = counts.computeIfAbsent(start, first -> new HashMap<>());
                keys.forEach((key, count) -> window.merge(key, count, Long::sum));
            }
        });
        long outputs = 0;
        long checksum = 0;
        for (Map.Entry<Long, Map<Long, Long>> window : counts.entrySet()) {
            for (Map.Entry<Long, Long> key : window.getValue().entrySet()) {
                outputs++;
                checksum += Tally.term(key.getKey(), key.getValue(), window.getKey());
            }
        }
        return new Naive(outputs, checksum);
    }

    /** A session goes on with an event that comes at most a gap after the one before. */
    private static Naive sessions(Events events, long gap) {
        Map<Long, List<Long>> times = new HashMap<>();
        for (long n = 0; n < events.count(); n++) {
            times.computeIfAbsent(events.key(n), key -> new ArrayList<>()).add(Events.BEGIN + n / 1_000 * 2);
        }
        long outputs = 0;
        long checksum = 0;
        for (Map.Entry<Long, List<Long>> key : times.entrySet()) {
            List<Long> all = key.getValue();
            int first = 0;
            for (int next = 1; next <= all.size(); next++) {
                if (next == all.size() || all.get(next) - all.get(next - 1) > gap) {
                    outputs++;
                    checksum += Tally.term(key.getKey(), next - first, all.get(first));
                    first = next;
                }
            }
        }
        return new Naive(outputs, checksum);
    }
}
