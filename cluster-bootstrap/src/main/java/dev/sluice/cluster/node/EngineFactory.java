package dev.sluice.cluster.node;

import akka.actor.typed.ActorSystem;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.node.NodeRuntime;

/** Starts the engine of a node. */
@FunctionalInterface
interface EngineFactory {
    /**
     * @param system the node's
     * @param checkpoints where snapshots go
     * @return the running engine
     */
    NodeRuntime start(ActorSystem<?> system, CheckpointStore checkpoints);
}
