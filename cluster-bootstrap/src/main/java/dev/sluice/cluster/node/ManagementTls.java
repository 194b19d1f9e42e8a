package dev.sluice.cluster.node;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.remote.artery.tcp.SSLEngineProvider;
import akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import javax.net.ssl.SSLEngine;

/**
 * HTTPS for the management port, with the certificate that the node shows to other nodes. Clients show none: kubelet
 * has none, and those of the API have a token.
 */
final class ManagementTls {
    private final SSLEngineProvider provider;

    private ManagementTls(SSLEngineProvider provider) {
        this.provider = provider;
    }

    /** @throws RuntimeException if the certificates cannot be read */
    static ManagementTls create(ActorSystem<?> system) {
        ManagementTls tls = new ManagementTls(new RotatingKeysSSLEngineProvider(system.classicSystem()));
        tls.serverEngine(); // reads the files, so that a mistake in them shows at the start
        // Cluster Bootstrap probes the other nodes with it. It looks at the authority only: pods have no lasting names.
        Http.get(system.classicSystem())
                .setDefaultClientHttpsContext(
                        ConnectionContext.httpsClient((host, port) -> tls.provider.createClientSSLEngine(host, port)));
        return tls;
    }

    HttpsConnectionContext server() {
        return ConnectionContext.httpsServer(this::serverEngine);
    }

    private SSLEngine serverEngine() {
        SSLEngine engine = provider.createServerSSLEngine("", 0);
        engine.setNeedClientAuth(false);
        return engine;
    }
}
