package dev.sluice.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.ActorRef;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.ConfigFactory;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.task.WireNode;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, real sockets, and a test in place of the tasks. */
class WireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long EPOCH = 3;

    @TempDir
    private Path folder;

    private WireNode one;
    private WireNode two;

    @BeforeEach
    void start() throws Exception {
        one = node();
        two = node();
    }

    private WireNode node() throws Exception {
        return new WireNode("sluice", folder, ConfigFactory.parseString("sluice.wire.connect-timeout = 3s"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static ValueCodec codec() {
        return ValueCodec.create(AllowedTypes.builder().build());
    }

    /** A receiving task on the second node. */
    private final class Receiver {
        private final TestProbe<Object> probe = two.kit().createTestProbe();
        private final FrameDecoder decoder = new FrameDecoder(codec());

        Receiver() {
            two.services().wire().register(inbox());
        }

        ActorRef inbox() {
            return Adapter.toClassic(probe.ref());
        }

        Arrival arrival() {
            return probe.expectMessageClass(Arrival.class, PATIENCE);
        }

        Frame frame(Arrival arrival) {
            return decoder.read(arrival);
        }
    }

    /** A sending task on the first node. */
    private final class Sender {
        private final TestProbe<Object> probe = one.kit().createTestProbe();
        private final FrameEncoder encoder = new FrameEncoder(codec(), 1 << 24);
        private final OutgoingChannel channel;
        private long sent;

        Sender(ActorRef receiver, int edge) {
            ActorRef there = one.resolve(two.pathOf(receiver));
            channel = one.services().wire().open(there, new Route(edge, 0, 1, EPOCH), Adapter.toClassic(probe.ref()));
        }

        void send(Object... values) {
            Batch batch = new Batch(Batch.TARGET);
            for (Object value : values) {
                batch.add(value, 7);
            }
            encoder.send(new Frame(channel.route().edge(), 0, EPOCH, sent++, batch), channel);
        }

        Broken broken() {
            return probe.expectMessageClass(Broken.class, PATIENCE);
        }
    }

    /** Sends so many frames, as credits come, and returns how long that took. */
    private static long exchange(Sender sender, Receiver receiver, int frames) {
        long begin = System.nanoTime();
        String large = "x".repeat(64 << 10);
        long limit = Credit.WINDOW;
        int received = 0;
        for (int sent = 0; received < frames; ) {
            for (; sent < Math.min(limit, frames); sent++) {
                sender.send((long) sent, large);
            }
            Arrival arrival = receiver.arrival();
            Frame frame = receiver.frame(arrival);
            assertThat(frame.sequence()).isEqualTo(received);
            assertThat(frame.batch().value(0)).isEqualTo((long) received);
            arrival.channel().grant(++received + Credit.WINDOW);
            Credit credit = sender.probe.expectMessageClass(Credit.class, PATIENCE);
            assertThat(credit.epoch()).isEqualTo(EPOCH);
            limit = credit.upTo();
        }
        return System.nanoTime() - begin;
    }

    @Test
    void when_one_receiver_grants_no_credit_then_another_on_the_same_connection_goes_on_at_full_speed() {
        int frames = 1_000;
        Receiver free = new Receiver();
        Sender quick = new Sender(free.inbox(), 0);
        exchange(quick, free, frames); // warms up
        Receiver again = new Receiver();
        long alone = exchange(new Sender(again.inbox(), 0), again, frames);

        Receiver stuck = new Receiver();
        Sender slow = new Sender(stuck.inbox(), 1);
        String large = "y".repeat(2 << 20);
        for (int i = 0; i < Credit.WINDOW; i++) {
            slow.send(large);
        }
        Receiver third = new Receiver();
        long beside = exchange(new Sender(third.inbox(), 0), third, frames);

        assertThat(one.services().wire().connections()).isEqualTo(1);
        assertThat(beside).isLessThan(3 * alone + Duration.ofMillis(500).toNanos());
        for (int i = 0; i < Credit.WINDOW; i++) {
            assertThat(stuck.frame(stuck.arrival()).sequence()).isEqualTo(i);
        }
        slow.probe.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void when_a_node_goes_then_senders_to_it_hear_of_it_with_both_names_and_others_do_not() {
        Receiver receiver = new Receiver();
        Sender sender = new Sender(receiver.inbox(), 0);
        sender.send("one");
        receiver.arrival();
        TestProbe<Object> bystander = one.kit().createTestProbe();
        one.services().wire().register(Adapter.toClassic(bystander.ref()));
        two.close();
        Broken broken = sender.broken();
        assertThat(broken.epoch()).isEqualTo(EPOCH);
        assertThat(broken.reason()).contains(one.address()).contains(two.address());
        await().atMost(PATIENCE).until(() -> one.services().wire().connections() == 0);
        bystander.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void when_the_sending_node_goes_then_receivers_hear_of_it_unless_their_sender_was_done() {
        Receiver first = new Receiver();
        Receiver second = new Receiver();
        Sender done = new Sender(first.inbox(), 0);
        done.send("one");
        done.channel.close();
        Sender working = new Sender(second.inbox(), 0);
        working.send("one");
        first.arrival();
        second.arrival();
        one.close();
        Broken broken = second.probe.expectMessageClass(Broken.class, PATIENCE);
        assertThat(broken.reason()).contains(one.address()).contains(two.address());
        first.probe.expectNoMessage(Duration.ofMillis(50));
        await().atMost(PATIENCE).until(() -> two.services().wire().connections() == 0);
    }

    @Test
    void when_nobody_is_there_then_the_sender_hears_that_the_node_does_not_answer() {
        Receiver receiver = new Receiver();
        two.close();
        Sender sender = new Sender(receiver.inbox(), 0);
        sender.send("one");
        assertThat(sender.broken().reason()).contains(two.address()).contains("does not say where its data port is");
        assertThat(one.services().wire().connections()).isZero();
    }

    @Test
    void when_a_connection_has_broken_then_the_next_channel_makes_another() throws Exception {
        Receiver receiver = new Receiver();
        Sender sender = new Sender(receiver.inbox(), 0);
        sender.send("one");
        receiver.arrival();
        two.close();
        sender.broken();
        two = node();
        Receiver next = new Receiver();
        Sender again = new Sender(next.inbox(), 0);
        again.send("two");
        assertThat(next.frame(next.arrival()).batch().value(0)).isEqualTo("two");
    }

    @Test
    void when_frames_are_for_nobody_then_they_are_dropped_and_other_channels_go_on() {
        TestProbe<Object> unknown = two.kit().createTestProbe();
        Sender lost = new Sender(Adapter.toClassic(unknown.ref()), 0);
        lost.send("lost");
        Receiver receiver = new Receiver();
        Receiver ended = new Receiver();
        Sender sender = new Sender(receiver.inbox(), 0);
        Sender late = new Sender(ended.inbox(), 0);
        late.send("in time");
        ended.arrival();
        two.services().wire().deregister(ended.inbox());
        late.send("late");
        sender.send("one");
        assertThat(receiver.frame(receiver.arrival()).batch().value(0)).isEqualTo("one");
        ended.probe.expectNoMessage(Duration.ofMillis(50));
        unknown.expectNoMessage(Duration.ofMillis(50));
        assertThat(one.services().wire().connections()).isEqualTo(1);
    }

    @Test
    void when_a_stranger_connects_then_it_is_turned_away() throws Exception {
        for (String greeting : new String[] {"GET / HTTP/1.1\r\n\r\n", "\10\0\0\0\1garbage"}) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), two.data().getPort())) {
                socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                InputStream in = socket.getInputStream();
                assertThat(in.read()).isEqualTo(-1);
            }
        }
        await().atMost(PATIENCE).until(() -> two.services().wire().connections() == 0);
    }
}
