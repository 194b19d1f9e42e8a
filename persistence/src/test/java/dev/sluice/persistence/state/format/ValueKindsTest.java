package dev.sluice.persistence.state.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be a value, without registration, in a chunk of a snapshot. */
class ValueKindsTest {
    private enum Suit {
        HEARTS,
        SPADES {
            @Override
            public String toString() {
                return "of its own";
            }
        }
    }

    private sealed interface Shape permits Circle, Square, Shape.Dot {
        record Dot() implements Shape {}
    }

    private record Circle(double radius) implements Shape {}

    private record Square(double side, Shape inside) implements Shape {}

    private record Pair<A, B>(A first, B second) {}

    private record Nested(Pair<String, List<Pair<Shape, Optional<Suit>>>> deep, Map<Suit, Set<Shape>> bySuit) {}

    @SuppressWarnings("ArrayRecordComponent") // what is tested
    private record Arrayed(
            int[] numbers, String[] texts, Shape[] shapes, long[][] grid, List<?>[] lists, Suit[] suits) {}

    private record Boxes(Byte a, Short b, Integer c, Long d, Float e, Double f, Boolean g, Character h) {}

    private record Primitives(byte a, short b, int c, long d, float e, double f, boolean g, char h) {}

    private record Times(
            Instant a,
            LocalDate b,
            LocalTime c,
            LocalDateTime d,
            ZonedDateTime e,
            OffsetDateTime f,
            Duration g,
            Period h,
            YearMonth i,
            DayOfWeek j) {}

    /** Found by its name only: no constructor without arguments. */
    private static class Base {
        final String name;

        Base(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Derived extends Base {
        private final List<Shape> shapes = new ArrayList<>();

        Derived(String name, Shape... shapes) {
            super(name);
            this.shapes.addAll(List.of(shapes));
        }

        @Override
        public String toString() {
            return super.toString() + shapes;
        }
    }

    private static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("JdkObsolete") // what is tested
    static Stream<Object> values() {
        ZonedDateTime time = ZonedDateTime.of(2001, 2, 3, 4, 5, 6, 789, ZoneOffset.ofHours(1));
        Names names = new Names();
        names.add("ann");
        Map<Object, Object> mixed = new HashMap<>();
        mixed.put(null, null);
        mixed.put(Suit.HEARTS, new Circle(1));
        return Stream.of(
                1L,
                2,
                (short) 3,
                (byte) 4,
                5.5f,
                6.5,
                true,
                'x',
                "text ✓",
                Suit.HEARTS,
                Suit.SPADES,
                new Circle(1.5),
                new Square(2, new Square(1, null)),
                new Shape.Dot(),
                new Pair<>(1, "x"),
                new Pair<>(null, null),
                new Nested(
                        new Pair<>("k", List.of(new Pair<>(new Circle(1), Optional.of(Suit.SPADES)))),
                        new EnumMap<>(Map.of(Suit.HEARTS, Set.of(new Shape.Dot())))),
                new Arrayed(
                        new int[] {1},
                        new String[] {"a", null},
                        new Shape[] {new Circle(1), null},
                        new long[][] {{1}, {}},
                        new List<?>[] {List.of(1)},
                        new Suit[] {Suit.SPADES}),
                new Boxes((byte) 1, (short) 2, 3, 4L, 5f, 6d, true, 'c'),
                new Boxes(null, null, null, null, null, null, null, null),
                new Primitives((byte) 1, (short) 2, 3, 4L, 5f, 6d, true, 'c'),
                new Times(
                        time.toInstant(),
                        time.toLocalDate(),
                        time.toLocalTime(),
                        time.toLocalDateTime(),
                        time,
                        time.toOffsetDateTime(),
                        Duration.ofMillis(5),
                        Period.ofDays(3),
                        YearMonth.from(time),
                        time.getDayOfWeek()),
                new Derived("d", new Circle(3)),
                names,
                new BigDecimal("-1.20"),
                new BigInteger("123456789012345678901234567890"),
                Optional.of(new Circle(1)),
                Optional.empty(),
                OptionalInt.of(3),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                Locale.FRANCE,
                List.of(new Circle(1), new Shape.Dot()),
                Arrays.asList(1, null),
                new ArrayDeque<>(List.of(1, 2)),
                new TreeSet<>(List.of("b", "a")),
                new TreeMap<>(Map.of("b", new Circle(1))),
                new LinkedHashMap<>(Map.of(Suit.HEARTS, List.of())),
                mixed,
                new Hashtable<>(Map.of(1, 2)),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                EnumSet.of(Suit.SPADES),
                BitSet.valueOf(new long[] {5}),
                new AtomicReference<>(new Circle(1)),
                Map.entry("k", new Circle(2)),
                new int[] {1, 2},
                new Circle[] {new Circle(1)},
                new Object[] {1, new Circle(1), null});
    }

    @ParameterizedTest
    @MethodSource("values")
    void when_a_value_is_written_into_a_chunk_then_it_is_read_back(Object value) throws Exception {
        AllowedTypes types = AllowedTypes.builder()
                .declarePackage(getClass().getPackageName())
                .build();
        List<Chunk> chunks = new ArrayList<>();
        EntryWriter writer = new EntryWriter("operator", into(chunks), ValueCodec.create(types), KeyKind.OBJECT);
        KeyCursor key = new KeyCursor(KeyKind.OBJECT, 4);
        writer.begin("state", 0, EntryKind.OBJECTS);
        for (String name : List.of("ann", "bob")) {
            key.pointBoxed(name);
            writer.add(7, key, value);
        }
        writer.flush();
        EntryChunk read = EntryChunk.decode(chunks.get(0), KeyKind.OBJECT, ValueCodec.create(types));
        assertThat(read.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(read.value(i))
                    .hasSameClassAs(value)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(value);
            assertThat(text(read.value(i))).isEqualTo(text(value));
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] || value.getClass().isArray() || value instanceof Arrayed
                ? value.getClass().getName()
                : value.toString();
    }

    private static PieceWriter into(List<Chunk> chunks) {
        return new PieceWriter() {
            @Override
            public void chunk(ChunkHeader header, byte[] payload, int offset, int length) {
                chunks.add(new Chunk(header, Arrays.copyOfRange(payload, offset, offset + length)));
            }

            @Override
            public SnapshotHandle commit() throws IOException {
                throw new IOException("not kept");
            }

            @Override
            public void close() {}
        };
    }
}
