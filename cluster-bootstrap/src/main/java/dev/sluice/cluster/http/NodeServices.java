package dev.sluice.cluster.http;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.ExtensionIdProvider;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.node.NodeRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a node its routes and health checks look at. Akka makes those by their names, so they find it through the
 * actor system; the node tells it how far it has come. Thread-safe.
 */
public final class NodeServices implements Extension {
    private static final Id ID = new Id();

    private volatile String waitingFor = "the node is starting";
    private volatile @Nullable Started started;

    private NodeServices() {}

    /**
     * @param system a node's actor system
     * @return what is known of the node
     */
    public static NodeServices get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** @param reason what the node waits for before it can run anything, for people */
    public void waitFor(String reason) {
        waitingFor = reason;
    }

    /**
     * @param engine the engine, which runs now
     * @param checkpoints its store
     */
    public void started(NodeRuntime engine, CheckpointStore checkpoints) {
        started = new Started(engine, checkpoints);
    }

    /** @return what the node waits for; of no meaning once it has started */
    public String waitingFor() {
        return waitingFor;
    }

    /** @return the engine and its store, once it runs */
    public Optional<Started> started() {
        return Optional.ofNullable(started);
    }

    /**
     * What runs.
     *
     * @param engine the engine
     * @param checkpoints its store
     */
    public record Started(NodeRuntime engine, CheckpointStore checkpoints) {}

    private static final class Id extends AbstractExtensionId<NodeServices> implements ExtensionIdProvider {
        @Override
        public NodeServices createExtension(ExtendedActorSystem system) {
            return new NodeServices();
        }

        @Override
        public Id lookup() {
            return this;
        }
    }
}
