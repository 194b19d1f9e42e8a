package dev.sluice.cluster.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.ApiSettings;
import dev.sluice.cluster.http.NodeServices;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.node.NodeRuntime;
import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node from its start to its end. It answers health checks from the beginning, joins a cluster once its storage
 * answers, and leaves it in order when the process is asked to stop.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final NodeSettings settings;
    private final NodeStorage storage;
    private final ActorSystem<Void> system;
    private final NodeServices services;

    private Node(NodeSettings settings, NodeStorage storage, ActorSystem<Void> system) {
        this.settings = settings;
        this.storage = storage;
        this.system = system;
        services = NodeServices.get(system);
    }

    /**
     * Starts a node; blocks until its storage answers.
     *
     * @param config its configuration, resolved
     * @param settings what it says of the node
     * @param storage where it keeps everything; closed by {@link #awaitEnd}
     * @param engines starts its engine
     * @throws CommandException if something that it was told is wrong or in use
     */
    static Node start(Config config, NodeSettings settings, NodeStorage storage, EngineFactory engines)
            throws InterruptedException {
        ApiSettings api = ApiSettings.of(config);
        LOG.info(
                "node {}:{}, management {}://{}:{} ({}), storage {}, {}",
                settings.host(),
                settings.port(),
                config.hasPath(NodeConfig.CERTIFICATE) ? "https" : "http",
                settings.host(),
                settings.managementPort(),
                api.token() == null ? "open" : "with a token",
                storage.description(),
                String.join(" and ", settings.roles()));
        Node node = new Node(settings, storage, system(settings, config));
        node.begin(engines);
        return node;
    }

    private static ActorSystem<Void> system(NodeSettings settings, Config config) {
        try {
            return ActorSystem.create(Behaviors.empty(), settings.cluster(), config);
        } catch (RuntimeException e) {
            throw cannotListen("port", settings.host(), settings.port(), e);
        }
    }

    private void begin(EngineFactory engines) throws InterruptedException {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "sluice-drain", this::drain);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "sluice-engine", this::end);
        system.systemActorOf(ClusterLog.create(), "sluice-cluster-log", Props.empty());
        manage();
        services.waitFor("the node waits for its storage, " + storage.description());
        try {
            CheckpointStore checkpoints = storage.open();
            services.started(engines.start(system, checkpoints), checkpoints);
        } catch (IOException e) {
            system.terminate();
            throw new CommandException(
                    ExitCodes.USAGE, "the storage " + storage.description() + " cannot be used: " + e.getMessage());
        }
        if (storage.shared()) {
            ClusterBootstrap.get(system.classicSystem()).start();
        } else {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
    }

    private void manage() {
        AkkaManagement management = AkkaManagement.get(system.classicSystem());
        try {
            if (system.settings().config().hasPath(NodeConfig.CERTIFICATE)) {
                ManagementTls tls = ManagementTls.create(system);
                join(management.start(settings -> settings.withHttpsConnectionContext(tls.server())));
            } else {
                join(management.start());
            }
        } catch (CompletionException e) {
            system.terminate();
            throw cannotListen("management-port", settings.host(), settings.managementPort(), e);
        } catch (RuntimeException e) {
            system.terminate();
            throw new CommandException(ExitCodes.USAGE, "the certificates in sluice.tls cannot be used: " + e);
        }
    }

    private static void join(CompletionStage<?> stage) {
        stage.toCompletableFuture().join();
    }

    private static CommandException cannotListen(String option, String host, int port, Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof BindException) {
                return new CommandException(
                        ExitCodes.USAGE,
                        "port " + port + " of " + host + " cannot be opened (" + e.getMessage()
                                + "): give another one with --" + option);
            }
        }
        return new CommandException(ExitCodes.USAGE, "the node cannot start: " + thrown);
    }

    private CompletionStage<Done> drain() {
        Optional<NodeServices.Started> started = services.started();
        if (started.isEmpty() || isOut()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        LOG.info("leaving: moving what runs here to other nodes first");
        long began = System.nanoTime();
        return started.get().engine().drain().handle((done, failure) -> {
            if (failure == null) {
                LOG.info("nothing runs here any more, after {} ms", (System.nanoTime() - began) / 1_000_000);
            } else {
                LOG.warn(
                        "what runs here could not be moved: its jobs are rolled back to their last checkpoints",
                        failure);
            }
            return Done.getInstance();
        });
    }

    private CompletionStage<Done> end() {
        services.started().map(NodeServices.Started::engine).ifPresent(NodeRuntime::close);
        if (isOut()) {
            LOG.error(
                    "this node is not, or no longer, a member of its cluster: the others could not reach it, or did not"
                            + " let it in (exit code {}; it may be started again)",
                    ExitCodes.NOT_A_MEMBER);
        }
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private boolean isOut() {
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(reason -> reason.equals(CoordinatedShutdown.clusterDowningReason())
                        || reason.equals(CoordinatedShutdown.clusterJoinUnsuccessfulReason()))
                .isPresent();
    }

    /** @return the process's exit code, once the node has left its cluster and closed its storage */
    int awaitEnd() throws InterruptedException {
        system.getWhenTerminated().toCompletableFuture().join();
        try {
            storage.close();
        } catch (IOException e) {
            LOG.warn("closing the storage {} failed", storage.description(), e);
        }
        return isOut() ? ExitCodes.NOT_A_MEMBER : ExitCodes.OK;
    }
}
