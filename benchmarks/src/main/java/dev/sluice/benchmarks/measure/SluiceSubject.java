package dev.sluice.benchmarks.measure;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import java.time.Duration;

/** Sluice's embedded runtime, checkpoints and all. */
public final class SluiceSubject implements Subject {
    /** A checkpoint interval that no run is as long as: there is a checkpoint at the end only. */
    public static final Duration NEVER = Duration.ofDays(1);

    private final Runtime runtime = Runtime.local();
    private final JobOptions options;

    /**
     * @param parallelism subtasks per operator
     * @param checkpointInterval from one checkpoint's beginning to the next's
     */
    public SluiceSubject(int parallelism, Duration checkpointInterval) {
        options = JobOptions.defaults()
                .withParallelism(parallelism)
                .withCheckpointInterval(checkpointInterval)
                .withFresh(true);
    }

    @Override
    public Result run(Workload workload, Events events) {
        Measurement measurement = new Measurement();
        run(workload.job(events, measurement));
        return measurement.result(events.count());
    }

    /**
     * Runs a job to its end.
     *
     * @param definition the job
     * @return how it ended
     * @throws IllegalStateException if it had to be restarted
     */
    public JobProgress run(JobDefinition definition) {
        JobHandle job = runtime.submit(definition, Parameters.none(), options);
        JobProgress end = job.join();
        if (!job.failures().isEmpty()) {
            // The sink does not roll back, so its count would be wrong, and its time would be that of two attempts.
            throw new IllegalStateException(
                    "the run was restarted after a failure, so it measures nothing: " + job.failures());
        }
        return end;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
