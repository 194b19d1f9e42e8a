package dev.sluice.runtime;

import akka.actor.BootstrapSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.Join;
import akka.cluster.typed.SingletonActor;
import akka.pattern.StatusReply;
import akka.persistence.Persistence;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.StorageLock;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.journal.EmbeddedJournal;
import dev.sluice.runtime.coordinator.Coordinator;
import dev.sluice.runtime.coordinator.MasterEnvironment;
import dev.sluice.runtime.coordinator.OneNode;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.keeper.KeeperSharding;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.savepoint.RetainedCheckpoints;
import dev.sluice.runtime.task.IoThreads;
import dev.sluice.runtime.task.NodeServices;
import dev.sluice.runtime.task.StateBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded runtime: an actor system that is a cluster of its own, over one storage folder. */
final class LocalRuntime implements Runtime {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);

    /** How long it may take to copy the state that a run begins from. */
    private static final Duration IMPORTING = Duration.ofHours(1);

    private static final Duration WATCH_AGAIN = Duration.ofSeconds(1);

    private final Path storage;
    private final boolean temporary;
    private final StorageLock lock;
    private final EmbeddedJournal journal;
    private final CheckpointStore checkpoints;
    private final StateBackends backends;
    private final ActorSystem<Void> system;
    private final ExecutorService io;
    private final NodeServices node;
    private final ActorRef<CoordinatorMessage> coordinator;
    private final Random random = new Random();
    private final List<LocalJob> jobs = new CopyOnWriteArrayList<>();

    private LocalRuntime(Path storage, boolean temporary, StorageLock lock, Map<String, String> settings)
            throws IOException {
        this.storage = storage;
        this.temporary = temporary;
        this.lock = lock;
        ClassLoader loader = new AkkaManifests(applicationLoader());
        Config config = config(storage, settings, loader);
        journal = EmbeddedJournal.open(storage);
        checkpoints = new LocalCheckpointStore(storage.resolve("checkpoints"));
        BootstrapSetup setup = BootstrapSetup.create(config).withClassloader(loader);
        system = ActorSystem.create(Behaviors.<Void>empty(), "sluice", setup);
        io = IoThreads.start(system);
        backends = new StateBackends(system.settings().config(), storage.resolve("state"));
        node = NodeServices.create(system, checkpoints, backends, io, InstantSource.system(), true);
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        // If it were left to the coordinator, which comes up meanwhile, that could fail in a runtime that is closed at
        // once.
        Persistence.get(system);
        KeeperSharding keepers = KeeperSharding.start(system, node, null, null);
        coordinator = ClusterSingleton.get(system).init(SingletonActor.of(coordinator(keepers), "coordinator"));
        system.scheduler()
                .scheduleWithFixedDelay(WATCH_AGAIN, WATCH_AGAIN, this::watchAgain, system.executionContext());
    }

    private Behavior<CoordinatorMessage> coordinator(KeeperSharding keepers) {
        MasterEnvironment environment = new MasterEnvironment(
                keepers::tell,
                new OneNode(node.address()),
                checkpoints,
                io,
                spec -> JobSpecs.plan(spec, node.definitions()),
                node.clock());
        return Behaviors.supervise(Coordinator.create(environment, this::isRunning))
                .onFailure(SupervisorStrategy.restart());
    }

    /** What another process left unfinished waits until it is submitted again; what this one runs goes on by itself. */
    private boolean isRunning(JobSpec spec) {
        return jobs.stream().anyMatch(job -> job.run().equals(spec.run()));
    }

    static LocalRuntime start(LocalSettings settings) {
        Path given = settings.storage();
        boolean temporary = given == null;
        try {
            Path storage = given == null ? Files.createTempDirectory("sluice-") : given.toAbsolutePath();
            Files.createDirectories(storage);
            StorageLock lock = StorageLock.acquire(storage);
            try {
                return new LocalRuntime(storage, temporary, lock, settings.settings());
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Read through the loader that Akka reads it through as well, for only then it is parsed once and not twice. */
    private static Config config(Path storage, Map<String, String> settings, ClassLoader loader) {
        Config config = ConfigFactory.defaultOverrides(loader)
                .withValue("sluice.storage.directory", ConfigValueFactory.fromAnyRef(storage.toString()))
                .withFallback(ConfigFactory.defaultApplication(loader))
                .withFallback(resource("sluice-local.conf"))
                .withFallback(resource("sluice-engine.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
        for (String name : settings.keySet()) {
            if (!config.hasPathOrNull(name)) {
                throw new IllegalArgumentException("there is no setting \"" + name + "\"");
            }
        }
        return ConfigFactory.parseMap(settings).withFallback(config);
    }

    private static ClassLoader applicationLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? LocalRuntime.class.getClassLoader() : ofThread;
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(LocalRuntime.class.getClassLoader(), name);
    }

    @Override
    public synchronized JobHandle submit(JobDefinition definition, Parameters params, JobOptions options) {
        JobSpec spec = JobSpecs.of(
                definition,
                params,
                options,
                node.backends().standard(),
                String.format("%06x", random.nextInt(1 << 24)));
        // Refused here already, since a restart of the running job must not find the other's definition.
        for (LocalJob running : jobs) {
            if (running.name().equals(spec.job()) && !running.isOver()) {
                throw new JobRefusedException("job \"" + spec.job() + "\" is already running as " + running.run()
                        + "; wait for its end, cancel it, or give the job another name");
            }
        }
        node.definitions().put(spec.job(), definition);
        LocalJob job = new LocalJob(spec.job(), node.metrics(), coordinator, system);
        ActorRef<JobUpdate> watcher = system.systemActorOf(watcher(job), "watch-" + spec.run(), Props.empty());
        Duration timeout = system.settings().config().getDuration("sluice.submit-timeout");
        try {
            MasterCommand.Accepted accepted = AskPattern.<CoordinatorMessage, StatusReply<MasterCommand.Accepted>>ask(
                            coordinator,
                            replyTo -> Submissions.of(spec, options, watcher, replyTo),
                            options.from().isEmpty() ? timeout : IMPORTING,
                            system.scheduler())
                    .thenApply(LocalRuntime::valueOf)
                    .toCompletableFuture()
                    .join();
            job.accepted(accepted.run(), accepted.resumedFrom(), watcher);
            jobs.add(job);
            return job;
        } catch (CompletionException e) {
            String reason = e.getCause() == null
                    ? e.toString()
                    : String.valueOf(e.getCause().getMessage());
            throw new JobRefusedException(reason);
        }
    }

    private static MasterCommand.Accepted valueOf(StatusReply<MasterCommand.Accepted> reply) {
        if (reply.isError()) {
            throw new JobRefusedException(String.valueOf(reply.getError().getMessage()));
        }
        return reply.getValue();
    }

    private static Behavior<JobUpdate> watcher(LocalJob job) {
        return Behaviors.receiveMessage(update -> {
            job.onUpdate(update);
            return update.state().isFinal() ? Behaviors.stopped() : Behaviors.same();
        });
    }

    /** Watchers are not journaled: after a fail-over the new master has to be told of them again. */
    private void watchAgain() {
        for (LocalJob job : jobs) {
            if (!job.isOver()) {
                coordinator.tell(new CoordinatorMessage.Watch(job.run(), job.watcher()));
            }
        }
    }

    @Override
    public CompletionStage<List<RetainedCheckpoint>> checkpoints(String job) {
        return AskPattern.<CoordinatorMessage, CoordinatorMessage.Jobs>ask(
                        coordinator,
                        CoordinatorMessage.Describe::new,
                        system.settings().config().getDuration("sluice.submit-timeout"),
                        system.scheduler())
                .thenCompose(jobs -> {
                    CoordinatorMessage.Job found = jobs.jobs().get(job);
                    return RetainedCheckpoints.of(found == null ? List.of() : found.runs(), checkpoints, io);
                });
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
            if (!IoThreads.end(io, Duration.ofSeconds(30))) {
                LOG.warn("writing to the storage {} did not end in time", storage);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the runtime's actor system did not end in time", e);
        }
        jobs.forEach(LocalJob::onRuntimeClosed);
        try {
            journal.close();
            checkpoints.close();
            backends.close();
            lock.close();
            if (temporary) {
                deleteStorage();
            }
        } catch (IOException e) {
            LOG.warn("closing the storage {} failed", storage, e);
        }
    }

    private void deleteStorage() throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
