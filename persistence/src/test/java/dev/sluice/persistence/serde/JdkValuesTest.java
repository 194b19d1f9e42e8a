package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.serde.Samples.Circle;
import dev.sluice.persistence.serde.Samples.Colour;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of the JDK that is said to be carried, is. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // what is tested
class JdkValuesTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2001, 1, 31, 23, 59, 59, 123_456_789);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final ValueCodec codec = ValueCodec.create(Samples.types());

    static Stream<Object> equalValues() {
        return Stream.of(
                Arrays.asList(1, null),
                Arrays.asList(1, 2, 3).subList(1, 2),
                List.of(),
                List.of(1),
                List.of(1, "x", 3),
                List.of(1, 2, 3).subList(0, 2),
                Stream.of(1, null).toList(),
                Set.of(),
                Set.of(1),
                Set.of(1, 2, 3),
                Map.of(),
                Map.of(1, 2),
                Map.of(1, 2, 3, 4),
                Map.entry(1, List.of()),
                new AbstractMap.SimpleEntry<>(1, null),
                new AbstractMap.SimpleImmutableEntry<>(1, 2),
                Collections.emptyList(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonList(null),
                Collections.singleton(1),
                Collections.singletonMap(1, 2),
                Collections.nCopies(3, "x"),
                Collections.emptyNavigableMap(),
                Collections.emptyNavigableSet(),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableList(new LinkedList<>(List.of(1))),
                Collections.unmodifiableSet(new HashSet<>(List.of(1))),
                Collections.unmodifiableSortedSet(new TreeSet<>(List.of(1))),
                Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(1))),
                Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
                Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2))),
                Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of(1, 2))),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
                Collections.newSetFromMap(new HashMap<>()),
                new ArrayList<>(List.of(1, 2, 3)).subList(0, 2),
                new LinkedList<>(List.of(1, 2, 3)).subList(1, 2),
                new LinkedList<>(List.of(1, 2, 3)),
                BitSet.valueOf(new long[] {5, 7}),
                new Date(1),
                java.sql.Timestamp.valueOf(TIME),
                java.sql.Date.valueOf(TIME.toLocalDate()),
                new EnumMap<>(Map.of(Colour.RED, 1, Colour.GREEN, 2)),
                new EnumMap<>(Colour.class),
                EnumSet.of(Colour.GREEN),
                EnumSet.noneOf(Colour.class),
                new IdentityHashMap<>(),
                new LinkedHashMap<>(Map.of(1, 2)),
                new LinkedHashSet<>(List.of(2, 1)),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new TreeSet<>(List.of("b", "a")),
                new Vector<>(List.of(1)),
                new Stack<>(),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                ConcurrentHashMap.newKeySet(),
                new ConcurrentSkipListMap<>(Map.of(1, 2)),
                new ConcurrentSkipListSet<>(List.of(1)),
                new CopyOnWriteArrayList<>(List.of(1)),
                new CopyOnWriteArraySet<>(List.of(1)),
                Optional.of(1),
                Optional.empty(),
                OptionalInt.of(1),
                OptionalLong.of(1),
                OptionalDouble.empty(),
                new UUID(1, 2),
                Currency.getInstance("EUR"),
                Locale.GERMANY,
                URI.create("http://example.org/a?b#c"),
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.2300"),
                RoundingMode.HALF_EVEN,
                MathContext.DECIMAL32,
                Duration.ofDays(1),
                TIME,
                TIME.toLocalDate(),
                TIME.toLocalTime(),
                LocalDate.MIN,
                LocalTime.MIDNIGHT,
                MonthDay.of(2, 29),
                OffsetDateTime.of(TIME, ZoneOffset.ofHours(2)),
                OffsetTime.of(TIME.toLocalTime(), ZoneOffset.UTC),
                Period.ofDays(2),
                Year.of(2001),
                YearMonth.of(2001, 2),
                ZONE,
                ZoneOffset.ofHours(-3),
                ZonedDateTime.of(TIME, ZONE),
                DayOfWeek.MONDAY,
                Month.MAY,
                ChronoUnit.DAYS,
                TimeUnit.DAYS);
    }

    static Stream<Object> valuesWithoutEquality() {
        return Stream.of(
                new ArrayDeque<>(List.of(1, 2)),
                new PriorityQueue<>(List.of(3, 1, 2)),
                new PriorityQueue<>(Comparator.reverseOrder()),
                new TreeMap<>(Comparator.reverseOrder()),
                new TreeMap<>(Comparator.naturalOrder()),
                new ConcurrentLinkedDeque<>(List.of(1)),
                new ConcurrentLinkedQueue<>(List.of(1)),
                new ArrayBlockingQueue<>(3, false, List.of(1)),
                new LinkedBlockingQueue<>(List.of(1)),
                Collections.unmodifiableCollection(new ArrayList<>(List.of(1))),
                new AtomicBoolean(true),
                new AtomicInteger(2),
                new AtomicLong(3),
                new StringBuilder("x"));
    }

    static Stream<Arguments> arrays() {
        Stream<Object> arrays = Stream.of(
                new Object[] {1, "x", null},
                new int[][] {{1}, {2, 3}},
                new String[] {"a", null},
                new Colour[] {Colour.RED, Colour.GREEN},
                new Integer[] {1, null},
                new boolean[] {true},
                new char[] {'x'},
                new short[] {-1},
                new float[] {1.5f},
                new byte[] {-1},
                new int[] {Integer.MIN_VALUE},
                new long[] {Long.MIN_VALUE},
                new double[] {Double.NaN},
                new double[0],
                new Circle[] {new Circle(1)},
                new List<?>[] {List.of(1)});
        return arrays.map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("equalValues")
    void shouldCarry(Object value) {
        for (Object back : throughBytesAndCopy(value)) {
            assertThat(back).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutEquality")
    void shouldCarryWhatHasNoEquality(Object value) {
        for (Object back : throughBytesAndCopy(value)) {
            assertThat(back).isNotSameAs(value).hasSameClassAs(value).hasToString(value.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void shouldCarryArrays(Object array) {
        for (Object back : throughBytesAndCopy(array)) {
            assertThat(back).isNotSameAs(array).hasSameClassAs(array);
            assertThat(Objects.deepEquals(back, array)).isTrue();
        }
    }

    @Test
    void when_an_order_is_carried_then_it_still_orders() {
        TreeMap<String, Integer> descending = new TreeMap<>(Comparator.reverseOrder());
        descending.put("a", 1);
        TreeMap<String, Integer> back = codec.copy(descending);
        back.put("b", 2);
        assertThat(back.firstKey()).isEqualTo("b");
    }

    private List<Object> throughBytesAndCopy(Object value) {
        assertThat(Samples.types().allows(value.getClass())).isTrue();
        byte[] bytes = codec.encode(value);
        return List.of(codec.decode(bytes, 0, bytes.length), codec.copy(value));
    }
}
