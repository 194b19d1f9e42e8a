package dev.sluice.cluster.http;

import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.ConfigFactory;
import dev.sluice.cluster.http.message.ClusterDocument;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The API, served on loopback over a cluster that is scripted. */
public final class ApiServer implements AutoCloseable {
    private final ActorSystem system;
    private final ServerBinding binding;

    private ApiServer(ActorSystem system, ServerBinding binding) {
        this.system = system;
        this.binding = binding;
    }

    /** @param token null if the API is open */
    public static ApiServer start(ScriptedJobs jobs, String token) throws Exception {
        ActorSystem system = ActorSystem.create(
                "api",
                ConfigFactory.parseString(
                                "akka { loglevel = WARNING, stdout-loglevel = OFF, http.server.parsing { max-content-length = 1m, illegal-header-warnings = off } }")
                        .withFallback(ConfigFactory.defaultReference()));
        ClusterDocument cluster = new ClusterDocument(
                "sluice",
                "127.0.0.1:25520",
                "127.0.0.1:25520",
                List.of(
                        new ClusterDocument.Member("127.0.0.1:25520", "Up", true, List.of("coordinator", "worker")),
                        new ClusterDocument.Member("127.0.0.1:25521", "Up", false, List.of("worker"))));
        ServerBinding binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(new ApiRoutes(new Endpoints(() -> jobs, () -> cluster).all(), token).create())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return new ApiServer(system, binding);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
    }

    @Override
    public void close() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
