package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.measure.Order;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.workload.Events;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Measures rows: round by round, and in each round engine by engine, so that what disturbs one disturbs all. */
final class Comparison {
    private final Plan plan;
    private final Trial trial;
    private final PrintWriter progress;

    Comparison(Plan plan, Trial trial, PrintWriter progress) {
        this.plan = plan;
        this.trial = trial;
        this.progress = progress;
    }

    /** @throws ComparisonException if an engine fails, or computes something else than the others */
    RowScores measure(Row row) throws IOException, InterruptedException {
        RowScores scores = new RowScores(row);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Engine engine : plan.engines()) {
                if (!engine.runs(row.workload())) {
                    continue;
                }
                Score before = scores.of(engine);
                List<String> collectors = before == null ? engine.collectors() : List.of(before.collector());
                for (String collector : collectors) {
                    int reps = collectors.size() > 1 ? 1 : plan.reps();
                    List<Result> results = trial.run(engine, collector, order(row, reps));
                    scores.add(engine, collector, results);
                    progress.printf(
                            "%s, round %d of %d: %s (%s collector) %.2f M events/s%n",
                            row.label(),
                            round,
                            plan.rounds(),
                            engine.label(),
                            collector,
                            results.get(results.size() - 1).eventsPerSecond() / 1e6);
                    progress.flush();
                }
            }
        }
        return scores;
    }

    private Order order(Row row, int reps) {
        return new Order(
                row.workload(),
                new Events(row.events(), row.keys()),
                new Events(Math.max(1, row.events() / 2), row.keys()),
                plan.warmupTime(),
                plan.parallelism(),
                reps,
                plan.checkpointInterval());
    }
}
