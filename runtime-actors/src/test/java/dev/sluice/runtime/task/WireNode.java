package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.ActorAttributes;
import akka.stream.Attributes;
import akka.stream.javadsl.Flow;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.SubtaskId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An actor system that others can reach through a socket, and whose tasks a test deploys by hand. */
public final class WireNode implements AutoCloseable {
    private static final Config REMOTE = ConfigFactory.parseString("""
            akka.actor.provider = remote
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.remote.use-unsafe-remote-features-outside-cluster = on
            akka.remote.warn-about-direct-use = off
            """);

    private final ActorTestKit kit;
    private final NodeServices node;
    private final InetSocketAddress data;

    public WireNode(String name, Path folder, Config config) throws Exception {
        kit = ActorTestKit.create(name, settings(config));
        node = NodeServices.create(
                kit.system(),
                new LocalCheckpointStore(folder),
                new StateBackends(kit.system().settings().config(), folder),
                task -> new Thread(task, "io").start(),
                InstantSource.system(),
                false);
        data = node.wire().start().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    public static Config settings(Config config) {
        return config.withFallback(REMOTE)
                .withFallback(ConfigFactory.parseResources("sluice-local.conf"))
                .withFallback(ConfigFactory.parseResources("sluice-engine.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    public ActorTestKit kit() {
        return kit;
    }

    public NodeServices services() {
        return node;
    }

    public InetSocketAddress data() {
        return data;
    }

    public String address() {
        return kit.system().address().toString();
    }

    /** An actor of any node, as this node knows it. */
    public ActorRef resolve(String path) {
        return ((ExtendedActorSystem) kit.system().classicSystem()).provider().resolveActorRef(path);
    }

    /** What others call an actor of this node. */
    public String pathOf(ActorRef own) {
        return own.path().toSerializationFormatWithAddress(kit.system().address());
    }

    /** What a task has said. */
    public static final class Deployed implements TaskListener {
        private final WireNode home;
        public final CompletableFuture<ActorRef> ready = new CompletableFuture<>();
        public final CompletableFuture<Void> end = new CompletableFuture<>();
        public final CompletableFuture<JobFailure> failure = new CompletableFuture<>();
        public final CompletableFuture<Void> stopped = new CompletableFuture<>();

        private Deployed(WireNode home) {
            this.home = home;
        }

        public ActorRef inbox() {
            return ready.orTimeout(20, TimeUnit.SECONDS).join();
        }

        /** Its inbox, as another node knows it. */
        public ActorRef inboxOn(WireNode other) {
            return other.resolve(home.pathOf(inbox()));
        }

        /** Lets it run; the receivers may be on other nodes. */
        public void start(Map<Integer, List<Deployed>> receivers) {
            Map<Integer, List<ActorRef>> inboxes = receivers.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            edge -> edge.getValue().stream()
                                    .map(receiver -> receiver.inboxOn(home))
                                    .toList()));
            inbox().tell(new TaskMessage.Start(inboxes), ActorRef.noSender());
        }

        public void stop() {
            inbox().tell(new TaskMessage.Stop(), ActorRef.noSender());
        }

        @Override
        public void onReady(ActorRef inbox) {
            ready.complete(inbox);
        }

        @Override
        public void onSnapshot(TaskSnapshot snapshot) {
            snapshot.release();
        }

        @Override
        public void onEndOfInput() {
            end.complete(null);
        }

        @Override
        public void onFailure(JobFailure problem) {
            failure.complete(problem);
        }

        @Override
        public void onStopped() {
            stopped.complete(null);
        }
    }

    public Deployed deploy(JobDefinition job, String vertex, int index, long epoch) throws Exception {
        node.definitions().put(job.name(), job);
        String fingerprint = Dataflow.define(job, Parameters.none()).fingerprint();
        JobSpec spec = new JobSpec(
                job.name(),
                "run",
                Map.of(),
                fingerprint,
                1,
                1000,
                1000,
                2,
                Long.MAX_VALUE,
                0,
                1,
                1,
                0,
                StateBackendKind.HEAP,
                Map.of());
        Deployment deployment = new Deployment(spec, new SubtaskId("run", vertex, index), epoch, 0, List.of());
        Task task = TaskBuilder.build(deployment, node);
        Deployed deployed = new Deployed(this);
        Attributes attributes =
                ActorAttributes.dispatcher("sluice.task-dispatcher").and(Attributes.inputBuffer(1, 1));
        task.streams()
                .source()
                .via(Flow.fromGraph(new TaskStage(task, deployed)))
                .to(task.streams().sink())
                .withAttributes(attributes)
                .run(node.materializer());
        return deployed;
    }

    /** Begins to end; {@link #close} waits. */
    public void terminate() {
        kit.system().terminate();
    }

    @Override
    public void close() {
        ActorTestKit.shutdown(kit.system(), Duration.ofSeconds(20));
    }
}
