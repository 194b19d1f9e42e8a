package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What one engine achieved in one row. Not thread-safe. */
final class Score {
    private final Engine engine;
    private final Map<String, List<Result>> byCollector = new LinkedHashMap<>();

    Score(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    void add(String collector, List<Result> results) {
        byCollector.computeIfAbsent(collector, key -> new ArrayList<>()).addAll(results);
    }

    /** All repetitions, by the collector under which they ran. */
    Map<String, List<Result>> byCollector() {
        return byCollector;
    }

    /** The collector with the best median. */
    String collector() {
        return byCollector.keySet().stream()
                .max(Comparator.comparingDouble(collector -> median(collector, Result::eventsPerSecond)))
                .orElseThrow();
    }

    double eventsPerSecond() {
        return median(collector(), Result::eventsPerSecond);
    }

    double cpuSecondsPerMillion() {
        return median(collector(), Result::cpuSecondsPerMillion);
    }

    private double median(String collector, ToDoubleFunction<Result> figure) {
        double[] sorted = byCollector.getOrDefault(collector, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
