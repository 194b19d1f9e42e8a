package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.benchmarks.measure.Moment;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.job.StartFrom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The running sum per key over many keys on a state backend: each key once, a savepoint, a run that begins from it with
 * few events at first, so that checkpoints have little to write, and then with as many as go through.
 */
public final class LargeState {
    private static final int CHECKPOINTS = 5;

    private final Events events;
    private final double changed;
    private final Duration interval;
    private final JobOptions options;

    /**
     * What was measured.
     *
     * @param keysPerSecond events per second while each key was new
     * @param eventsPerSecond events per second when all were there, any of them at random
     * @param cpuNanos that the process computed for each of these
     * @param savepoint the savepoint of all keys
     * @param savepointMillis how long it took
     * @param full the first checkpoint, which is a whole one
     * @param incremental the one of the median time of those that followed it, of which little had changed
     */
    public record Figures(
            double keysPerSecond,
            double eventsPerSecond,
            double cpuNanos,
            SavepointStatus savepoint,
            double savepointMillis,
            CheckpointCost full,
            CheckpointCost incremental) {}

    /**
     * @param events what goes in after an event for each key
     * @param changed the share of keys with an event between two checkpoints, while there are few, in percent
     * @param interval from one checkpoint's beginning to the next's
     * @param options how the job is run otherwise
     */
    public LargeState(Events events, double changed, Duration interval, JobOptions options) {
        this.events = events;
        this.changed = changed;
        this.interval = interval;
        this.options = options;
    }

    /**
     * Runs the job, twice.
     *
     * @param runtime runs it
     * @param folder where the savepoint is written, absent
     * @return what was measured
     */
    public Figures measure(Runtime runtime, Path folder) {
        Gate gate = new Gate(System::nanoTime);
        double perSecond = events.keys() * changed / 100 / (interval.toMillis() / 1e3);
        JobDefinition job = JobDefinition.named(
                "large-state",
                (flow, params) -> flow.source("events", new GatedKeys(events, gate, perSecond))
                        .keyBy(KV::key)
                        .aggregate(Aggregates.sum(KV::value), KV::new)
                        .name("sum")
                        .sink("nowhere", context -> (output, timestamp) -> {}));

        JobHandle loading = runtime.submit(
                job,
                Parameters.none(),
                options.withCheckpointInterval(Duration.ofDays(1)).withFresh(true));
        Waiting.until(() -> written(loading) > 0);
        Moment begin = Moment.now();
        long first = written(loading);
        Waiting.until(() -> written(loading) >= events.keys());
        Moment loaded = Moment.now();
        SavepointStatus savepoint =
                loading.stopWithSavepoint(folder, false).toCompletableFuture().join();
        Moment saved = Moment.now();

        gate.open(Gate.Phase.PACED);
        JobHandle running = runtime.submit(
                job,
                Parameters.none(),
                options.withCheckpointInterval(interval).withStartFrom(StartFrom.savepoint(folder.toString())));
        Waiting.until(() -> costs(running).size() > CHECKPOINTS);
        List<CheckpointCost> costs = costs(running);
        long before = written(running);
        Moment opened = Moment.now();
        gate.open(Gate.Phase.ALL);
        Waiting.until(() -> written(running) >= events.count());
        Moment through = Moment.now();
        running.cancel();
        running.completion().toCompletableFuture().join();

        long counted = events.count() - before;
        List<CheckpointCost> small = new ArrayList<>(costs.subList(1, costs.size()));
        small.sort(Comparator.comparing(CheckpointCost::millis));
        return new Figures(
                (events.keys() - first) / begin.secondsUntil(loaded),
                counted / opened.secondsUntil(through),
                opened.cpuNanosUntil(through) / (double) counted,
                savepoint,
                1e3 * loaded.secondsUntil(saved),
                costs.get(0),
                small.get(small.size() / 2));
    }

    /** What the run itself has completed: what it begins from is none of its checkpoints. */
    private static List<CheckpointCost> costs(JobHandle job) {
        return progress(job).checkpointCosts();
    }

    private static long written(JobHandle job) {
        return progress(job).recordsWritten();
    }

    private static JobProgress progress(JobHandle job) {
        JobProgress progress = job.progress();
        if (!job.failures().isEmpty() || progress.state() == JobState.FINISHED) {
            throw new IllegalStateException(
                    job.failures().isEmpty()
                            ? "the job has ended before it was measured: give more events"
                            : "the run was restarted after a failure, so it measures nothing: " + job.failures());
        }
        return progress;
    }
}
