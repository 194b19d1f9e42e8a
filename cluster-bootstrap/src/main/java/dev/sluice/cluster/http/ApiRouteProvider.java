package dev.sluice.cluster.http;

import akka.actor.ExtendedActorSystem;
import akka.cluster.Cluster;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.runtime.node.JobControl;

/**
 * Puts the API beside the health checks, on the management port: one port to open, to guard and to remember. Made by
 * Akka Management, by its name in {@code akka.management.http.routes}.
 */
public final class ApiRouteProvider implements ManagementRouteProvider {
    private final ExtendedActorSystem system;

    /** @param system the node's */
    public ApiRouteProvider(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public Route routes(ManagementRouteProviderSettings settings) {
        Endpoints endpoints = new Endpoints(this::jobs, this::cluster);
        return new ApiRoutes(
                        endpoints.all(),
                        ApiSettings.of(system.settings().config()).token())
                .create();
    }

    private JobControl jobs() {
        NodeServices services = NodeServices.get(system);
        return services.started()
                .orElseThrow(() -> new Problems.NotStartedException(services.waitingFor()))
                .engine()
                .jobs();
    }

    private ClusterDocument cluster() {
        Cluster cluster = Cluster.get(system);
        return Documents.of(system.name(), cluster.selfAddress(), cluster.state());
    }
}
