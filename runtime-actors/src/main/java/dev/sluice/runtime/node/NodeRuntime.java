package dev.sluice.runtime.node;

import akka.actor.typed.ActorSystem;
import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/** The engine on one node of a cluster. Thread-safe. */
public interface NodeRuntime extends AutoCloseable {
    /**
     * Starts the engine: with the role {@code worker} the node runs subtasks, with {@code coordinator} it may
     * coordinate. The node need not have joined a cluster yet. Blocks until the port for data is bound.
     *
     * @param system the node's actor system
     * @param checkpoints where snapshots go; stays open
     * @param definitions the jobs on the class path, the same on every node
     * @return the running engine
     * @throws java.util.concurrent.CompletionException if the port for data cannot be bound
     */
    static NodeRuntime start(
            ActorSystem<?> system, CheckpointStore checkpoints, Collection<JobDefinition> definitions) {
        return new ClusterNode(system, checkpoints, definitions);
    }

    /** @return the cluster's jobs */
    JobControl jobs();

    /**
     * @param timeout how long to wait
     * @return completes with whether the coordinator answers, and with it its journal
     */
    CompletionStage<Boolean> coordinatorAnswers(Duration timeout);

    /**
     * Moves the subtasks that run here to other nodes, each job with a checkpoint; none are placed here any more.
     *
     * @return completes when nothing runs here, or nothing can be moved
     */
    CompletionStage<Void> drain();

    /** Frees threads; the actor system is left alone. */
    @Override
    void close();
}
