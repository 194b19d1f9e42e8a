package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.StorageInUseException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one job in this process and shows how it goes; what {@code run} does, for other commands to use. */
public final class JobRunner {
    private final RuntimeFactory runtimes;
    private final Environment environment;
    private final Console console;

    JobRunner(RuntimeFactory runtimes, Environment environment, Console console) {
        this.runtimes = runtimes;
        this.environment = environment;
        this.console = console;
    }

    /**
     * Runs a job until it has finished, was stopped by a signal, or failed.
     *
     * @param job the job
     * @param parameters its parameters
     * @param options how it is run and what is shown
     * @param storage the folder of its journal and checkpoints
     * @return how it ended, if it did not fail
     * @throws dev.sluice.runtime.JobFailedException if it failed
     * @throws Exception if it could not be begun; the command line reports it, see {@link CliCommand}
     */
    public JobResult run(JobDefinition job, Parameters parameters, RunOptions options, Path storage) throws Exception {
        Logging.configure(options.verbose());
        try (JobView view = JobView.of(job.name(), options, console);
                StopHook stop = StopHook.register(view);
                Runtime runtime = open(storage)) {
            long began = System.nanoTime();
            JobOptions how = options.jobOptions(environment);
            JobHandle handle = runtime.submit(job, parameters, how);
            stop.guard(handle);
            view.line(beginning(handle, how) + " (run " + handle.run() + ", storage " + environment.shorten(storage)
                    + ")");
            JobProgress progress = watch(handle, view);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            JobResult result = new JobResult(handle.run(), handle.resumedFrom().isPresent(), progress, elapsed);
            if (result.finished()) {
                view.line(summary(job.name(), result));
            }
            return result;
        }
    }

    private Runtime open(Path storage) throws StorageInUseException, StorageException {
        try {
            return runtimes.open(storage);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StorageInUseException inUse) {
                throw inUse;
            }
            throw new StorageException(storage, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static JobProgress watch(JobHandle handle, JobView view) throws Exception {
        CompletableFuture<JobProgress> completion = handle.completion().toCompletableFuture();
        RateMeter rate = new RateMeter();
        rate.update(System.nanoTime(), 0);
        int failuresSeen = 0;
        while (true) {
            try {
                return completion.get(view.interval().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                JobProgress progress = handle.progress();
                List<JobFailure> failures = handle.failures();
                for (; failuresSeen < failures.size(); failuresSeen++) {
                    view.line("restarting after a failure: " + Failures.oneLine(failures.get(failuresSeen)));
                }
                view.progress(progress, rate.update(System.nanoTime(), progress.recordsRead()));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private static String beginning(JobHandle handle, JobOptions options) {
        if (handle.resumedFrom().isEmpty()) {
            return "starting " + handle.name()
                    + options.from().map(from -> " from " + from.describe()).orElse("");
        }
        long checkpoint = handle.resumedFrom().getAsLong();
        return "resuming " + handle.name() + " from "
                + (checkpoint == 0 ? "its beginning, as it had completed no checkpoint" : "checkpoint " + checkpoint);
    }

    private static String summary(String job, JobResult result) {
        return String.format(
                Locale.ROOT,
                "finished %s: %,d records read, %,d written in %.1f s (%,.0f/s), %d checkpoints",
                job,
                result.progress().recordsRead(),
                result.progress().recordsWritten(),
                result.elapsed().toMillis() / 1000.0,
                result.rate(),
                result.progress().checkpointsCompleted());
    }
}
