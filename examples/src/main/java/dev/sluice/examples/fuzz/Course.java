package dev.sluice.examples.fuzz;

import dev.sluice.api.Parameters;
import dev.sluice.examples.fuzz.Leg.Ending;
import dev.sluice.persistence.Folders;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.job.StartFrom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes a random job through all of its legs. */
final class Course {
    private static final long PATIENCE_SECONDS = 120;
    private static final long LOOK_MILLIS = 5;

    private final Runtime runtime;
    private final RandomJob job;
    private final Path savepoints;
    private final Tally tally;

    /** @param savepoints a folder for them, which is deleted in the end */
    Course(Runtime runtime, RandomJob job, Path savepoints, Tally tally) {
        this.runtime = runtime;
        this.job = job;
        this.savepoints = savepoints;
        this.tally = tally;
    }

    /**
     * @throws RuntimeException if the job failed or got stuck
     * @throws IOException if a savepoint cannot be deleted
     */
    void run() throws IOException {
        try {
            runLegs();
        } finally {
            Folders.delete(savepoints);
        }
    }

    private void runLegs() {
        List<Leg> legs = job.course();
        Optional<StartFrom> from = Optional.empty();
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            JobOptions options = leg.options();
            if (from.isPresent()) {
                options = options.withStartFrom(from.get());
            }
            if (leg.ending() == Ending.END) {
                job.gate().open();
            } else {
                job.gate().holdAt(leg.mark(), leg.hold());
            }
            JobHandle handle = runtime.submit(job, Parameters.none(), options);
            from = end(handle, leg, savepoints.resolve(Integer.toString(i)));
            tally.add(leg, i == 0 ? leg : legs.get(i - 1), handle.progress());
        }
    }

    /** Ends a leg; returns what the next one begins from, or nothing if it resumes this one's run. */
    private Optional<StartFrom> end(JobHandle handle, Leg leg, Path savepoint) {
        if (leg.ending() == Ending.END) {
            expect(JobState.FINISHED, handle);
            return Optional.empty();
        }
        awaitMark(handle);
        if (leg.ending().isPortable()) {
            boolean drains = leg.ending() == Ending.DRAINED_SAVEPOINT;
            stop(handle, savepoint, drains);
            expect(drains ? JobState.FINISHED : JobState.STOPPED, handle);
            return Optional.of(StartFrom.savepoint(savepoint.toString()));
        }
        handle.cancel();
        expect(JobState.CANCELLED, handle);
        if (leg.ending() == Ending.CANCEL) {
            return Optional.empty();
        }
        List<RetainedCheckpoint> left =
                runtime.checkpoints(job.name()).toCompletableFuture().join();
        // One that was cancelled before its first checkpoint has nothing to begin from, and is resumed.
        return left.stream()
                .filter(checkpoint -> checkpoint.run().equals(handle.run()))
                .findFirst()
                .map(newest -> StartFrom.parse(newest.name()));
    }

    private void awaitMark(JobHandle handle) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (!job.gate().awaitMark(LOOK_MILLIS)) {
                if (handle.progress().state().isFinal()) {
                    handle.join();
                    throw new IllegalStateException("it ended in its middle");
                }
                checkDeadline(deadline, handle, "to come to its middle");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** It is refused while the job restarts, and fails if the job fails meanwhile. */
    private void stop(JobHandle handle, Path savepoint, boolean drains) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                try {
                    SavepointStatus status = handle.stopWithSavepoint(savepoint, drains)
                            .toCompletableFuture()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    if (status.state() == SavepointStatus.State.COMPLETED) {
                        return;
                    }
                } catch (ExecutionException e) {
                    checkDeadline(deadline, handle, "for its savepoint (" + e.getCause() + ")");
                }
                if (!isRunningAfterMillis(handle, LOOK_MILLIS)) {
                    throw new IllegalStateException("it ended as "
                            + handle.progress().state() + " without the savepoint: " + handle.failures());
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw stuck(handle, "for its savepoint");
        }
    }

    private static boolean isRunningAfterMillis(JobHandle handle, long millis) throws InterruptedException {
        try {
            handle.completion().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static void expect(JobState state, JobHandle handle) {
        try {
            JobState end = handle.completion()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .state();
            if (end != state) {
                throw new IllegalStateException("it ended as " + end + " and not as " + state);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw stuck(handle, "for its end");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void checkDeadline(long deadline, JobHandle handle, String what) {
        if (System.nanoTime() - deadline > 0) {
            throw stuck(handle, what);
        }
    }

    /** The job is cancelled, so that the next ones have the machine for themselves. */
    private static IllegalStateException stuck(JobHandle handle, String what) {
        String where = handle.progress() + ", failures " + handle.failures();
        handle.cancel();
        return new IllegalStateException("waited for " + PATIENCE_SECONDS + " s " + what + "; it was at " + where);
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", cause);
    }
}
