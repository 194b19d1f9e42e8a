package dev.sluice.runtime;

import dev.sluice.runtime.job.RestartPolicy;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How a job is run. Nothing here changes its result.
 *
 * @param parallelism how many subtasks an operator has unless the definition says otherwise
 * @param checkpointInterval how long after the beginning of one checkpoint the next begins
 * @param checkpointTimeout how long a checkpoint may take before it is given up and counted as failed
 * @param alignedTimeout how long a checkpoint's barrier waits at an operator for records and other barriers before it
 *     overtakes them, so that they become a part of the checkpoint; zero, the default: as long as it takes. Savepoints
 *     always wait
 * @param retainedCheckpoints how many completed checkpoints are kept to fall back on
 * @param rate how many records each source reads per second over all its subtasks; empty: as many as it can
 * @param restart what is done after a failure
 * @param fresh whether an unfinished earlier run is thrown away instead of resumed
 * @param stateBackend where keyed state is kept; empty: where the node does by default
 * @param from what a new run begins from, whether or not an earlier one was left unfinished; empty: from nothing,
 *     unless an unfinished run is resumed
 */
public record JobOptions(
        int parallelism,
        Duration checkpointInterval,
        Duration checkpointTimeout,
        Duration alignedTimeout,
        int retainedCheckpoints,
        OptionalLong rate,
        RestartPolicy restart,
        boolean fresh,
        Optional<StateBackendKind> stateBackend,
        Optional<StartFrom> from) {

    /** Timers of the control plane hold no more than 24 days. */
    private static final Duration LONGEST = Duration.ofDays(20);

    /** Checks the ranges. */
    public JobOptions {
        require(parallelism >= 1, "parallelism must be at least 1, but is " + parallelism);
        require(
                checkpointInterval.toMillis() >= 1,
                "the checkpoint interval must be at least 1ms, but is " + checkpointInterval);
        require(
                checkpointTimeout.toMillis() >= 1,
                "the checkpoint timeout must be at least 1ms, but is " + checkpointTimeout);
        require(
                checkpointInterval.compareTo(LONGEST) <= 0 && checkpointTimeout.compareTo(LONGEST) <= 0,
                "the checkpoint interval and the checkpoint timeout must be at most 20 days, but are "
                        + checkpointInterval + " and " + checkpointTimeout);
        require(
                alignedTimeout.isZero() || alignedTimeout.toMillis() >= 1,
                "the aligned timeout must be at least 1ms, or zero for none, but is " + alignedTimeout);
        require(
                alignedTimeout.compareTo(checkpointTimeout) < 0,
                "the aligned timeout must be shorter than the checkpoint timeout of " + checkpointTimeout + ", but is "
                        + alignedTimeout);
        require(
                retainedCheckpoints >= 1,
                "at least one checkpoint must be retained, but the setting is " + retainedCheckpoints);
        require(
                !fresh || from.isEmpty(),
                "a run that begins from a savepoint or checkpoint throws no other away: leave out \"fresh\"");
        require(rate.isEmpty() || rate.getAsLong() >= 1, "the rate must be at least 1 record per second");
    }

    /**
     * One subtask per core, a checkpoint each second that may take ten minutes, that waits for all records, three kept,
     * no rate, restarts after failures.
     *
     * @return the defaults
     */
    public static JobOptions defaults() {
        return new JobOptions(
                java.lang.Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                Duration.ZERO,
                3,
                OptionalLong.empty(),
                RestartPolicy.exponentialBackoff(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * @param value how many subtasks an operator has unless the definition says otherwise
     * @return the same options but for that
     */
    public JobOptions withParallelism(int value) {
        return with(draft -> draft.parallelism = value);
    }

    /**
     * @param value how long after the beginning of one checkpoint the next begins
     * @return the same options but for that
     */
    public JobOptions withCheckpointInterval(Duration value) {
        return with(draft -> draft.checkpointInterval = value);
    }

    /**
     * @param value how long a checkpoint may take
     * @return the same options but for that
     */
    public JobOptions withCheckpointTimeout(Duration value) {
        return with(draft -> draft.checkpointTimeout = value);
    }

    /**
     * @param value how long a checkpoint's barrier waits before it overtakes records; zero: as long as it takes
     * @return the same options but for that
     */
    public JobOptions withAlignedTimeout(Duration value) {
        return with(draft -> draft.alignedTimeout = value);
    }

    /**
     * @param value how many completed checkpoints are kept
     * @return the same options but for that
     */
    public JobOptions withRetainedCheckpoints(int value) {
        return with(draft -> draft.retainedCheckpoints = value);
    }

    /**
     * @param recordsPerSecond how many records each source reads per second
     * @return the same options but for that
     */
    public JobOptions withRate(long recordsPerSecond) {
        return with(draft -> draft.rate = OptionalLong.of(recordsPerSecond));
    }

    /**
     * @param value what is done after a failure
     * @return the same options but for that
     */
    public JobOptions withRestart(RestartPolicy value) {
        return with(draft -> draft.restart = value);
    }

    /**
     * @param value whether an unfinished earlier run is thrown away instead of resumed
     * @return the same options but for that
     */
    public JobOptions withFresh(boolean value) {
        return with(draft -> draft.fresh = value);
    }

    /**
     * @param value where keyed state is kept
     * @return the same options but for that
     */
    public JobOptions withStateBackend(StateBackendKind value) {
        return with(draft -> draft.stateBackend = Optional.of(value));
    }

    /**
     * @param value what a new run begins from
     * @return the same options but for that
     */
    public JobOptions withStartFrom(StartFrom value) {
        return with(draft -> draft.from = Optional.of(value));
    }

    private JobOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options of which one is about to be another. */
    private static final class Draft {
        private int parallelism;
        private Duration checkpointInterval;
        private Duration checkpointTimeout;
        private Duration alignedTimeout;
        private int retainedCheckpoints;
        private OptionalLong rate;
        private RestartPolicy restart;
        private boolean fresh;
        private Optional<StateBackendKind> stateBackend;
        private Optional<StartFrom> from;

        Draft(JobOptions options) {
            parallelism = options.parallelism;
            checkpointInterval = options.checkpointInterval;
            checkpointTimeout = options.checkpointTimeout;
            alignedTimeout = options.alignedTimeout;
            retainedCheckpoints = options.retainedCheckpoints;
            rate = options.rate;
            restart = options.restart;
            fresh = options.fresh;
            stateBackend = options.stateBackend;
            from = options.from;
        }

        JobOptions options() {
            return new JobOptions(
                    parallelism,
                    checkpointInterval,
                    checkpointTimeout,
                    alignedTimeout,
                    retainedCheckpoints,
                    rate,
                    restart,
                    fresh,
                    stateBackend,
                    from);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
