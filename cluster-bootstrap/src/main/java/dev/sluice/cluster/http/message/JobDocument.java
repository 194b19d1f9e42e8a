package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job is.
 *
 * @param job its name
 * @param run the id of its newest run
 * @param state where in its life, as in {@code RUNNING}
 * @param parameters what it was submitted with
 * @param parallelism how many subtasks an operator has unless its definition says otherwise
 * @param attempt the attempt, from 1; 0 before the first
 * @param completedCheckpoints since the run began
 * @param failedCheckpoints since the coordinator took it over
 * @param lastCheckpoint the number of the last completed one, 0 for none
 * @param lastCheckpointCost what the last checkpoint has cost; absent if none was completed since the coordinator took
 *     it over
 * @param failure why its newest failed attempt failed; absent if none has
 * @param lastRecovery how the newest attempt took over from the one before; absent for the first
 * @param savepoint how the savepoint is that was asked for last; absent if none was since the coordinator took it over
 * @param subtasks by vertex and index; absent where only an overview was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDocument(
        String job,
        String run,
        String state,
        Map<String, String> parameters,
        int parallelism,
        long attempt,
        long completedCheckpoints,
        long failedCheckpoints,
        long lastCheckpoint,
        @Nullable CheckpointCost lastCheckpointCost,
        @Nullable Failure failure,
        @Nullable Recovery lastRecovery,
        @Nullable Savepoint savepoint,
        @Nullable List<Subtask> subtasks) {

    /**
     * What a checkpoint has cost.
     *
     * @param checkpoint its number
     * @param millis from its trigger until it was complete
     * @param newBytes how much was written for it
     * @param bytes how large it is: with what it shares with those before it
     */
    public record CheckpointCost(long checkpoint, long millis, long newBytes, long bytes) {}

    /**
     * Why an attempt failed.
     *
     * @param operator the operator's name
     * @param subtask its index
     * @param record what it was busy with, as text, shortened; absent if there was nothing
     * @param error the class of the cause; absent if a node or a connection was lost
     * @param message the cause's message
     * @param stackTrace the cause with its own causes; absent if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(
            String operator,
            int subtask,
            @Nullable String record,
            @Nullable String error,
            String message,
            @Nullable String stackTrace) {}

    /**
     * How an attempt took over from the one before.
     *
     * @param cause {@code failure}, {@code node-lost}, {@code rescale}, {@code drain} or {@code take-over}
     * @param stopMillis from the decision until the tasks of the attempt before had stopped
     * @param restoreMillis from there until records flowed again
     */
    public record Recovery(String cause, long stopMillis, long restoreMillis) {}

    /**
     * A savepoint that was asked for.
     *
     * @param directory where it is, or is to be
     * @param requestedAt when it was asked for, epoch milliseconds; tells it from others
     * @param state {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}
     * @param checkpoint the checkpoint that it is a copy of; 0 before that began
     * @param bytes how large it is
     * @param problem why it failed; absent if it has not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Savepoint(
            String directory,
            long requestedAt,
            String state,
            long checkpoint,
            long bytes,
            @Nullable String problem) {}

    /**
     * How a subtask is, and where.
     *
     * @param vertex the id of its vertex
     * @param index its index in the vertex
     * @param node the address of its node; absent while it is nowhere
     * @param attempt the attempt its task belongs to
     * @param startedAt when its task was built, ISO-8601; absent while it is nowhere
     * @param recordsRead by its source, in this attempt
     * @param recordsWritten by its sink, in this attempt
     * @param watermark the event time at its end, ISO-8601; absent before the first and after the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subtask(
            String vertex,
            int index,
            @Nullable String node,
            long attempt,
            @Nullable String startedAt,
            long recordsRead,
            long recordsWritten,
            @Nullable String watermark) {}
}
