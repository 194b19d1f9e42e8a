package dev.sluice.api.connector;

import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import java.util.Map;

/** What a sink is given. */
public interface SinkContext {

    /** @return where it runs */
    TaskInfo task();

    /** @return the run of the job: the same over all restarts, different for the next run of the same job */
    String run();

    /** @return the sink's uid */
    String uid();

    /** @return the checkpoint from which this attempt was restored; 0 if it began from nothing */
    long restoredCheckpoint();

    /**
     * The runs whose results this one continues, since it began from a savepoint or checkpoint of theirs: what they
     * have committed up to it belongs to the result, what they committed later is computed again.
     *
     * @return by run, up to which checkpoint; empty for a run that began from nothing
     */
    default Map<String, Long> continuedRuns() {
        return Map.of();
    }

    /**
     * @param name the counter's name, shown with the job's figures
     * @return a counter of this operator
     */
    Counter counter(String name);

    /**
     * @param type for example an actor system, for connectors that are built on one
     * @param <S> the type of the service
     * @return the runtime's own instance
     * @throws IllegalArgumentException if the runtime has none
     */
    <S> S service(Class<S> type);
}
