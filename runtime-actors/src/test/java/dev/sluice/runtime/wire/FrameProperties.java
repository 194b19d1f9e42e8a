package dev.sluice.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorRef;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ByteSource;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class FrameProperties {
    private static final AllowedTypes TYPES =
            AllowedTypes.builder().declare(Pair.class).declare(byte[].class).build();
    private static final Route ROUTE = new Route(3, 1, 2, 9);

    record Pair(long number, String text) {}

    enum Keys {
        NONE,
        LONGS,
        LONGS_WITH_HASHES_OF_THEIR_OWN,
        OBJECTS,
        COMBINED
    }

    /** What a connection would carry. */
    private final List<byte[]> sent = new ArrayList<>();

    private final OutgoingConnection connection = new OutgoingConnection("one", "two", broken -> {});
    private final OutgoingChannel outgoing = connection.open("inbox", ROUTE, ActorRef.noSender());
    private final IncomingChannel incoming = new IncomingChannel(
            new IncomingConnection("two", 1, "one", new Inboxes(), (c, guard) -> {}, broken -> {}),
            1,
            ROUTE,
            new Inboxes.Entry(ActorRef.noSender()));
    private FrameEncoder encoder = new FrameEncoder(ValueCodec.create(TYPES), 128 << 20);
    private final FrameDecoder decoder = new FrameDecoder(ValueCodec.create(TYPES));

    /** Sends a frame and cuts what comes out into messages. */
    private List<byte[]> messages(Frame frame) {
        connection.queue().take(Integer.MAX_VALUE);
        sent.clear();
        encoder.send(frame, outgoing);
        Deframer deframer = new Deframer(128 << 20);
        deframer.feed(connection.queue().take(Integer.MAX_VALUE));
        for (byte[] message = deframer.next(); message != null; message = deframer.next()) {
            sent.add(message);
        }
        return sent;
    }

    private @Nullable Frame read(byte[] message) {
        ByteSource in = new ByteSource(message, 0, message.length);
        assertThat((int) in.getByte()).isEqualTo(Messages.FRAME);
        assertThat(Messages.number(in)).isEqualTo(outgoing.id());
        return decoder.read(new Arrival(incoming, message, in.position()));
    }

    private Frame roundTrip(Frame frame) {
        List<byte[]> messages = messages(frame);
        for (byte[] part : messages.subList(0, messages.size() - 1)) {
            assertThat(read(part)).isNull();
        }
        return read(messages.get(messages.size() - 1));
    }

    private static void assertSame(Batch read, Batch written) {
        assertThat(read.size()).isEqualTo(written.size());
        assertThat(read.next()).isZero();
        assertThat(read.control()).isEqualTo(written.control());
        assertThat(read.isCombined()).isEqualTo(written.isCombined());
        int size = written.size();
        assertThat(Arrays.copyOf(read.timestamps, size)).isEqualTo(Arrays.copyOf(written.timestamps, size));
        assertThat(read.longKeys.length > 0).isEqualTo(size > 0 && written.longKeys.length > 0);
        assertThat(read.keys.length > 0).isEqualTo(size > 0 && written.keys.length > 0);
        for (int i = 0; i < size; i++) {
            assertThat(read.weight(i)).isEqualTo(written.weight(i));
            if (written.isCombined()) {
                assertThat(read.partials[i]).isEqualTo(written.partials[i]);
            } else {
                assertThat(read.value(i)).isEqualTo(written.value(i));
            }
            if (written.longKeys.length > 0) {
                assertThat(read.longKeys[i]).isEqualTo(written.longKeys[i]);
            }
            if (written.keys.length > 0) {
                assertThat(read.keys[i]).isEqualTo(written.keys[i]);
            }
            if (written.hashes.length > 0) {
                assertThat(read.hashes[i]).isEqualTo(written.hashes[i]);
            }
        }
    }

    @Provide
    Arbitrary<Batch> batches() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.longs().asGeneric(),
                Arbitraries.strings().ofMaxLength(200).asGeneric(),
                Arbitraries.longs().map(number -> (Object) new Pair(number, "Größe " + number)));
        return Combinators.combine(
                        Arbitraries.of(Keys.class),
                        values.list().ofMaxSize(60),
                        controls().injectNull(0.3),
                        Arbitraries.longs())
                .as(FrameProperties::batch);
    }

    private static Arbitrary<Control> controls() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Control.Watermark::new),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Arbitraries.of(true, false))
                        .as((checkpoint, completed, savepoint) ->
                                new Control.Barrier(new SnapshotRequest(checkpoint, completed, savepoint))),
                Arbitraries.longs()
                        .map(checkpoint -> new Control.Barrier(new SnapshotRequest(checkpoint, 3, false), true)),
                Arbitraries.of(new Control.Idle(), new Control.Active(), new Control.EndOfInput()));
    }

    private static Batch batch(Keys kind, List<Object> values, @Nullable Control control, long seed) {
        Batch batch = new Batch(16);
        Random random = new Random(seed);
        for (Object value : values) {
            long time = random.nextInt(4) == 0 ? Batch.NO_TIMESTAMP : random.nextLong();
            long key = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(5);
            switch (kind) {
                case NONE -> batch.add(value, time);
                case LONGS -> batch.add(value, time, key, KeyGroups.hash(key));
                case LONGS_WITH_HASHES_OF_THEIR_OWN -> batch.add(value, time, key, random.nextInt());
                case OBJECTS -> batch.add(value, time, "key " + key, random.nextInt());
                case COMBINED -> {
                    batch.addPartial(random.nextLong(), time, key, KeyGroups.hash(key));
                    batch.weights[batch.size() - 1] = random.nextInt(1, 1 << 20);
                }
            }
        }
        batch.control(control);
        return batch;
    }

    @Property(tries = 500)
    void shouldComeBackEqual(@ForAll("batches") Batch batch, @ForAll @IntRange(max = 1 << 30) int sequence) {
        Frame read = roundTrip(new Frame(ROUTE.edge(), ROUTE.from(), ROUTE.epoch(), sequence, batch));
        assertThat(read.edge()).isEqualTo(ROUTE.edge());
        assertThat(read.from()).isEqualTo(ROUTE.from());
        assertThat(read.epoch()).isEqualTo(ROUTE.epoch());
        assertThat(read.sequence()).isEqualTo(sequence);
        assertSame(read.batch(), batch);
    }

    @Property(tries = 200)
    void shouldTakeWhatWasWorkedOffAgain(@ForAll("batches") Batch first, @ForAll List<Long> second) {
        Batch before = roundTrip(new Frame(3, 1, 9, 0, first)).batch();
        Keys kind = first.isCombined() || first.longKeys.length > 0 ? Keys.LONGS : Keys.NONE;
        if (first.keys.length > 0) {
            kind = Keys.OBJECTS;
        }
        before.clear();
        decoder.recycle(incoming, List.of(before));
        Batch next = batch(kind, List.copyOf(second), null, 1);
        if (next.size() == 0) {
            return;
        }
        Batch read = roundTrip(new Frame(3, 1, 9, 1, next)).batch();
        assertThat(read).isSameAs(before);
        assertThat(Arrays.copyOf(read.values, read.size())).containsExactlyElementsOf(second);
        assertThat(read.isCombined()).isFalse();
        assertThat(read.control()).isNull();
    }

    @Property(tries = 30)
    void shouldSplitWhatIsLarge(@ForAll @IntRange(min = 1, max = 3_000) int recordBytes) {
        encoder = new FrameEncoder(ValueCodec.create(TYPES), 128 << 20); // it learns how large records are
        Random random = new Random(recordBytes);
        Batch batch = new Batch(Batch.TARGET);
        for (long i = 0; i < Batch.TARGET; i++) {
            byte[] value = new byte[recordBytes];
            random.nextBytes(value);
            batch.add(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1), i, i, KeyGroups.hash(i));
        }
        batch.control(new Control.Watermark(7));
        for (int sequence = 0; sequence < 3; sequence++) {
            Frame read = roundTrip(new Frame(3, 1, 9, sequence, batch));
            assertSame(read.batch(), batch);
            assertThat(sent)
                    .extracting(part -> part.length)
                    .allMatch(length -> length < FrameEncoder.MOST_BYTES + 32_768);
            if (sent.size() > 1) {
                assertThat(sent).extracting(part -> part.length).allMatch(length -> length > 32 << 10);
            }
        }
    }

    @Example
    void shouldSendALargeRecordByItself() {
        Batch batch = new Batch(4);
        for (String text : List.of("small", "x".repeat(1 << 20), "also small")) {
            batch.add(new Pair(1, text), 5);
        }
        assertSame(roundTrip(new Frame(3, 1, 9, 0, batch)).batch(), batch);
        assertThat(sent.size()).isBetween(2, 3);
    }

    @Example
    void shouldRefuseToSendARecordLargerThanAFrame() {
        FrameEncoder small = new FrameEncoder(ValueCodec.create(TYPES), 1 << 20);
        Batch batch = new Batch(4);
        batch.add("x".repeat(2 << 20), 5);
        assertThatThrownBy(() -> small.send(new Frame(3, 1, 9, 0, batch), outgoing))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("sluice.wire.max-frame-size")
                .hasMessageContaining("two");
    }

    @Example
    void shouldCompressWhatGetsMuchSmaller() {
        Batch batch = new Batch(Batch.TARGET);
        for (int i = 0; i < Batch.TARGET; i++) {
            batch.add("always the same text, and the same again, and the same again", i);
        }
        int plain = messages(new Frame(3, 1, 9, 0, batch)).get(0).length;
        connection.compress();
        assertSame(roundTrip(new Frame(3, 1, 9, 0, batch)).batch(), batch);
        assertThat(sent.get(0).length).isLessThan(plain / 4);
    }

    @Property(tries = 1000)
    void shouldNameWhatIsWrongWithDamagedBytes(@ForAll("batches") Batch batch, @ForAll Random random) {
        byte[] message = messages(new Frame(3, 1, 9, 0, batch)).get(0).clone();
        byte[] damaged = random.nextBoolean()
                ? Arrays.copyOf(message, 2 + random.nextInt(message.length - 2))
                : flipped(message, random);
        // Either it is found out, or it is another batch of allowed classes: there is no checksum.
        try {
            decoder.read(new Arrival(incoming, damaged, 2));
        } catch (WireException e) {
            assertThat(e).hasMessageContaining("from node one").hasMessageContaining("to node two");
        }
        if (damaged.length < message.length) {
            assertThatThrownBy(() -> new FrameDecoder(ValueCodec.create(TYPES)).read(new Arrival(incoming, damaged, 2)))
                    .isInstanceOf(WireException.class);
        }
    }

    private static byte[] flipped(byte[] message, Random random) {
        byte[] damaged = message.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            damaged[2 + random.nextInt(message.length - 2)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    @Example
    void shouldFindOutThatAPartIsMissing() {
        Batch batch = new Batch(Batch.TARGET);
        for (int i = 0; i < Batch.TARGET; i++) {
            batch.add("x".repeat(1_000) + i, i);
        }
        List<byte[]> parts = messages(new Frame(3, 1, 9, 0, batch));
        assertThat(parts).hasSizeGreaterThan(2);
        read(parts.get(0));
        assertThatThrownBy(() -> read(parts.get(2)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("part 2 of frame 0 came where part 1");
    }

    @Example
    void shouldRefuseNull() {
        Batch batch = new Batch(4);
        batch.add("one", 1);
        batch.values[0] = null;
        List<byte[]> messages = messages(new Frame(3, 1, 9, 0, batch));
        assertThatThrownBy(() -> read(messages.get(0)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("null");
    }

    @Property(tries = 100)
    void shouldCutMessagesWhereverTheSocketDoes(
            @ForAll @IntRange(min = 1, max = 50) int chunk, @ForAll("batches") Batch batch) {
        encoder.send(new Frame(3, 1, 9, 0, batch), outgoing);
        var bytes = connection.queue().take(Integer.MAX_VALUE);
        Deframer deframer = new Deframer(1 << 20);
        List<Integer> lengths = new ArrayList<>();
        for (int from = 0; from < bytes.size(); from += chunk) {
            deframer.feed(bytes.slice(from, Math.min(bytes.size(), from + chunk)));
            for (byte[] message = deframer.next(); message != null; message = deframer.next()) {
                lengths.add(message.length);
            }
        }
        assertThat(lengths.stream().mapToInt(length -> length + Messages.LENGTH).sum())
                .isEqualTo(bytes.size());
    }

    @Example
    void shouldRefuseAMessageThatIsTooLarge() {
        Deframer deframer = new Deframer(1_000);
        deframer.feed(akka.util.ByteString.fromArray(new byte[] {0, 0, 1, 0, 1}));
        assertThatThrownBy(deframer::next)
                .isInstanceOf(WireException.class)
                .hasMessageContaining("65536 bytes, and sluice.wire.max-frame-size is 1000");
    }
}
