package dev.sluice.runtime.wire;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.TLSClosing;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Listens and connects: plain TCP, or TLS with certificates on both sides. */
final class Sockets {
    private static final String DISPATCHER = "sluice.wire-dispatcher";
    private static final int BACKLOG = 128;

    private final Materializer materializer;
    private final Tcp tcp;
    private final WireSettings settings;
    private final @Nullable Tls tls;
    private final List<Inet.SocketOption> options = List.of(TcpSO.tcpNoDelay(true), TcpSO.keepAlive(true));

    private Sockets(ActorSystem<?> system, WireSettings settings, @Nullable Tls tls) {
        materializer = Materializer.matFromSystem(system);
        tcp = Tcp.get(system);
        this.settings = settings;
        this.tls = tls;
    }

    /** Fails if the certificates cannot be read. */
    static Sockets create(ActorSystem<?> system, WireSettings settings) {
        return new Sockets(system, settings, settings.tls() ? Tls.create(system) : null);
    }

    /**
     * @param hostname what to listen at
     * @param connections makes a connection for one that comes from an address
     * @return the port
     */
    CompletionStage<Integer> bind(String hostname, Function<String, IncomingConnection> connections) {
        Source<Tcp.IncomingConnection, CompletionStage<Tcp.ServerBinding>> source = tls == null
                ? tcp.bind(hostname, settings.port(), BACKLOG, options, false, Optional.empty())
                : tcp.bindWithTls(
                        hostname,
                        settings.port(),
                        tls::serverEngine,
                        BACKLOG,
                        options,
                        Optional.empty(),
                        tls::verifyClient,
                        TLSClosing.eagerClose());
        return source.to(Sink.foreach(incoming -> {
                    IncomingConnection connection =
                            connections.apply(incoming.remoteAddress().toString());
                    incoming.handleWith(stage(connection), materializer);
                }))
                .run(materializer)
                .thenApply(binding -> binding.localAddress().getPort());
    }

    void connect(InetSocketAddress address, OutgoingConnection connection) {
        Tls secured = tls;
        Flow<ByteString, ByteString, CompletionStage<Tcp.OutgoingConnection>> socket = secured == null
                ? tcp.outgoingConnection(
                        address,
                        Optional.empty(),
                        options,
                        false,
                        Optional.of(settings.connectTimeout()),
                        Optional.empty())
                : tcp.outgoingConnectionWithTls(
                        address,
                        () -> secured.clientEngine(address),
                        Optional.empty(),
                        options,
                        Optional.of(settings.connectTimeout()),
                        Optional.empty(),
                        session -> secured.verifyServer(address, session),
                        TLSClosing.eagerClose());
        socket.join(stage(connection))
                .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
                .run(materializer)
                .thenAccept(connected -> {
                    boolean near = connected.remoteAddress().getAddress() == null
                            || connected.remoteAddress().getAddress().isLoopbackAddress();
                    if (settings.compression() && !near) {
                        connection.compress();
                    }
                });
    }

    private Flow<ByteString, ByteString, NotUsed> stage(Connection connection) {
        return Flow.fromGraph(new ConnectionStage(connection, settings.maxFrameSize()))
                .withAttributes(ActorAttributes.dispatcher(DISPATCHER));
    }
}
