package dev.sluice.runtime.wire;

import akka.actor.typed.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;

/**
 * Engines for data connections out of the files that Artery reads its certificates from, as set in
 * {@code akka.remote.artery.ssl.rotating-keys-engine}. Both sides must show a certificate of the same authority; files
 * that were replaced are used for new connections once what was read before is older than
 * {@code ssl-context-cache-ttl}.
 */
final class Tls {
    private static final int ANY_PORT = 0;

    private final SSLEngineProvider provider;
    private final String host;

    private Tls(SSLEngineProvider provider, String host) {
        this.provider = provider;
        this.host = host;
    }

    static Tls create(ActorSystem<?> system) {
        SSLEngineProvider provider = new RotatingKeysSSLEngineProvider(system.classicSystem());
        Tls tls = new Tls(provider, system.address().getHost().orElse(""));
        tls.serverEngine(); // reads the files, so that a mistake in them shows at the start
        return tls;
    }

    SSLEngine serverEngine() {
        SSLEngine engine = provider.createServerSSLEngine(host, ANY_PORT);
        engine.setNeedClientAuth(true);
        return engine;
    }

    SSLEngine clientEngine(InetSocketAddress peer) {
        return provider.createClientSSLEngine(peer.getHostString(), peer.getPort());
    }

    Optional<Throwable> verifyClient(SSLSession session) {
        return java(provider.verifyClientSession(host, session));
    }

    Optional<Throwable> verifyServer(InetSocketAddress peer, SSLSession session) {
        return java(provider.verifyServerSession(peer.getHostString(), session));
    }

    private static Optional<Throwable> java(Option<Throwable> option) {
        return OptionConverters.toJava(option);
    }
}
