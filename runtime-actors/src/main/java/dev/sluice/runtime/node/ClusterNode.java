package dev.sluice.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.external.ExternalShardAllocationStrategy;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import akka.persistence.Persistence;
import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.JobSpecs;
import dev.sluice.runtime.coordinator.ClusterPlacement;
import dev.sluice.runtime.coordinator.Coordinator;
import dev.sluice.runtime.coordinator.MasterEnvironment;
import dev.sluice.runtime.keeper.Keeper;
import dev.sluice.runtime.keeper.KeeperSharding;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.task.IoThreads;
import dev.sluice.runtime.task.NodeServices;
import dev.sluice.runtime.task.StateBackends;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keepers where the node is a worker, the coordinator where it is its turn, and the way to both. */
final class ClusterNode implements NodeRuntime {
    private static final String WORKER = "worker";
    private static final String COORDINATOR = "coordinator";
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(90);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    private final ActorSystem<?> system;
    private final ExecutorService io;
    private final NodeServices node;
    private final ActorRef<CoordinatorMessage> coordinator;
    private final ClusterJobs jobs;

    ClusterNode(ActorSystem<?> system, CheckpointStore checkpoints, Collection<JobDefinition> definitions) {
        this.system = system;
        io = IoThreads.start(system);
        node = NodeServices.create(
                system,
                checkpoints,
                new StateBackends(system.settings().config(), null),
                io,
                InstantSource.system(),
                false);
        definitions.forEach(definition -> node.definitions().put(definition.name(), definition));
        node.wire().start().toCompletableFuture().join();
        Persistence.get(system);
        KeeperSharding keepers = KeeperSharding.start(
                system, node, WORKER, ExternalShardAllocationStrategy.create(system, Keeper.KEY.name()));
        NodeFigures.start(system, node.address(), node.metrics());
        coordinator = ClusterSingleton.get(system)
                .init(SingletonActor.of(coordinator(checkpoints, keepers), COORDINATOR)
                        .withSettings(ClusterSingletonSettings.create(system).withRole(COORDINATOR)));
        jobs = new ClusterJobs(system, coordinator, node, checkpoints, io, new Random());
    }

    private Behavior<CoordinatorMessage> coordinator(CheckpointStore checkpoints, KeeperSharding keepers) {
        return Behaviors.setup(context -> {
            MasterEnvironment environment = new MasterEnvironment(
                    keepers::tell,
                    ClusterPlacement.create(context, Keeper.KEY.name(), WORKER, node.clock()),
                    checkpoints,
                    io,
                    spec -> JobSpecs.plan(spec, node.definitions()),
                    node.clock());
            return Behaviors.supervise(Coordinator.create(environment, spec -> true))
                    .onFailure(SupervisorStrategy.restart());
        });
    }

    @Override
    public JobControl jobs() {
        return jobs;
    }

    @Override
    public CompletionStage<Boolean> coordinatorAnswers(Duration timeout) {
        return jobs.describe(timeout).handle((answer, problem) -> problem == null);
    }

    @Override
    public CompletionStage<Void> drain() {
        return AskPattern.<CoordinatorMessage, akka.Done>ask(
                        coordinator,
                        replyTo -> new CoordinatorMessage.Drain(node.address(), replyTo),
                        DRAIN_PATIENCE,
                        system.scheduler())
                .thenAccept(done -> {});
    }

    @Override
    public void close() {
        try {
            if (!IoThreads.end(io, WRITING)) {
                LOG.warn("writing to the storage did not end in time");
            }
            node.backends().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
