package dev.sluice.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.task.WireNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private final List<WireNode> nodes = new ArrayList<>();
    private CertificateAuthority ours;
    private WireNode node;
    private TestProbe<Object> receiver;

    @BeforeEach
    void start() throws Exception {
        ours = new CertificateAuthority(folder.resolve("ours"));
        node = node(ours.issueTo(folder.resolve("node")));
        receiver = node.kit().createTestProbe();
        node.services().wire().register(inbox());
    }

    private WireNode node(Config config) throws Exception {
        Config quick = ConfigFactory.parseString("sluice.wire.connect-timeout = 3s");
        WireNode made = new WireNode("sluice", folder, config.withFallback(quick));
        nodes.add(made);
        return made;
    }

    @AfterEach
    void stop() {
        // All at once: Artery over TLS waits for the other side's end of a connection, and would wait for a node that
        // goes on.
        nodes.forEach(WireNode::terminate);
        nodes.forEach(WireNode::close);
    }

    private ActorRef inbox() {
        return Adapter.toClassic(receiver.ref());
    }

    /** Knows what it would have to ask for, and connects straight away. */
    private TestProbe<Object> connect(WireNode from) {
        TestProbe<Object> sender = from.kit().createTestProbe();
        OutgoingConnection connection = new OutgoingConnection(from.address(), node.address(), broken -> {});
        long uid = ((ExtendedActorSystem) node.kit().system().classicSystem()).uid();
        String guard = ActorRefResolver.get(from.kit().system()).toSerializationFormat(sender.ref());
        connection.queue().putUrgent(Messages.hello(uid, guard));
        send(connection.open(Inboxes.nameOf(inbox()), new Route(0, 0, 0, 1), Adapter.toClassic(sender.ref())));
        WireSettings settings = WireSettings.of(from.kit().system().settings().config());
        Sockets.create(from.kit().system(), settings).connect(node.data(), connection);
        return sender;
    }

    private static void send(OutgoingChannel channel) {
        Batch batch = new Batch(1);
        batch.add("hello", 1);
        new FrameEncoder(ValueCodec.create(AllowedTypes.builder().build()), 1 << 20)
                .send(new Frame(0, 0, 1, 0, batch), channel);
    }

    private void assertRefused(TestProbe<Object> sender) {
        Broken broken = sender.expectMessageClass(Broken.class, PATIENCE);
        assertThat(broken.reason()).contains(node.address());
        receiver.expectNoMessage(SILENCE);
        await().atMost(PATIENCE).until(() -> node.services().wire().connections() == 0);
    }

    private void sendThroughArtery(WireNode from) {
        from.resolve(node.pathOf(inbox())).tell("hello", ActorRef.noSender());
    }

    @Test
    void when_both_have_certificates_of_one_authority_then_frames_and_messages_arrive() throws Exception {
        WireNode peer = node(ours.issueTo(folder.resolve("peer")));
        TestProbe<Object> sender = peer.kit().createTestProbe();
        ActorRef there = peer.resolve(node.pathOf(inbox()));
        send(peer.services().wire().open(there, new Route(0, 0, 0, 1), Adapter.toClassic(sender.ref())));
        receiver.expectMessageClass(Arrival.class, PATIENCE); // the port was asked for through Artery
        connect(peer);
        receiver.expectMessageClass(Arrival.class, PATIENCE);
        sendThroughArtery(peer);
        receiver.expectMessage(PATIENCE, "hello");
    }

    @Test
    void when_a_node_has_another_authoritys_certificate_then_it_is_refused() throws Exception {
        CertificateAuthority theirs = new CertificateAuthority(folder.resolve("theirs"));
        WireNode stranger = node(theirs.issueTo(folder.resolve("stranger")));
        assertRefused(connect(stranger));
        sendThroughArtery(stranger);
        receiver.expectNoMessage(SILENCE);
    }

    @Test
    void when_a_node_does_not_encrypt_then_it_is_refused() throws Exception {
        WireNode stranger = node(ConfigFactory.empty());
        assertRefused(connect(stranger));
        sendThroughArtery(stranger);
        receiver.expectNoMessage(SILENCE);
    }

    @Test
    void when_a_peer_shows_no_certificate_then_it_is_refused() throws Exception {
        int artery = node.kit().system().address().getPort().orElseThrow();
        for (int port : new int[] {node.data().getPort(), artery}) {
            SSLContext context = SSLContext.getInstance("TLSv1.2");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            try (Socket plain = new Socket()) {
                plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
                assertThatThrownBy(() -> {
                            socket.startHandshake();
                            socket.getOutputStream().write(1);
                            socket.getOutputStream().write(1);
                            if (socket.getInputStream().read() < 0) {
                                throw new IOException("closed");
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        }
        await().atMost(PATIENCE).until(() -> node.services().wire().connections() == 0);
    }

    @Test
    void when_files_are_replaced_then_new_connections_use_them() throws Exception {
        CertificateAuthority next = new CertificateAuthority(folder.resolve("next"));
        WireNode old = node(ours.issueTo(folder.resolve("old")));
        connect(old);
        receiver.expectMessageClass(Arrival.class, PATIENCE);
        WireNode late = node(next.issueTo(folder.resolve("late")));
        next.issueTo(folder.resolve("node"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            connect(late);
            receiver.expectMessageClass(Arrival.class, SILENCE);
        });
        connect(old).expectMessageClass(Broken.class, PATIENCE);
        receiver.expectNoMessage(SILENCE);
    }

    /** An attacker believes whatever it is shown. */
    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
