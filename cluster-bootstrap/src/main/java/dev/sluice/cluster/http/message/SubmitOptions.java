package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a job is run; what is absent has the engine's default. Nothing here changes a job's result.
 *
 * @param parallelism how many subtasks an operator has unless its definition says otherwise
 * @param checkpointInterval from one checkpoint's beginning to the next's, as in {@code 250ms}, {@code 1s}, {@code 5m}
 * @param alignedTimeout how long a checkpoint waits at an operator before it overtakes records
 * @param rate how many records each source reads per second at most
 * @param fresh whether an unfinished earlier run is thrown away instead of resumed
 * @param stateBackend where keyed state is kept: {@code heap}, {@code rocksdb} or {@code spilling}; absent: as the node
 *     is set up
 * @param from what a new run begins from: the folder of a savepoint, as an absolute path that the coordinating node can
 *     read, or {@code RUN}, or {@code RUN:CHECKPOINT}
 * @param allowDroppedState whether state there of operators that the job does not have is left behind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmitOptions(
        @Nullable Integer parallelism,
        @Nullable String checkpointInterval,
        @Nullable String alignedTimeout,
        @Nullable Long rate,
        @Nullable Boolean fresh,
        @Nullable String stateBackend,
        @Nullable String from,
        @Nullable Boolean allowDroppedState) {}
