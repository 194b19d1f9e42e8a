package dev.sluice.persistence.serde;

import java.util.HashSet;
import java.util.Set;

/**
 * The classes of the JDK that are plain values or collections, by name, so that none has to be loaded to be asked
 * about.
 */
final class JdkTypes {
    private static final Set<String> IMMUTABLE = names("""
            java.lang.: Object Boolean Byte Short Character Integer Long Float Double String Void
            java.math.: BigInteger BigDecimal RoundingMode MathContext
            java.net.: URI
            java.time.: DayOfWeek Duration Instant LocalDate LocalDateTime LocalTime Month MonthDay OffsetDateTime \
            OffsetTime Period Year YearMonth ZoneId ZoneOffset ZoneRegion ZonedDateTime temporal.ChronoUnit \
            temporal.ChronoField
            java.util.: Currency Locale OptionalDouble OptionalInt OptionalLong UUID concurrent.TimeUnit \
            Comparators$NaturalOrderComparator Collections$ReverseComparator
            """);

    /** Unmodifiable themselves: as immutable as what they hold. */
    private static final Set<String> CONTAINERS = names("""
            java.util.: Optional KeyValueHolder AbstractMap$SimpleImmutableEntry ImmutableCollections$List12 \
            ImmutableCollections$ListN ImmutableCollections$SubList ImmutableCollections$Set12 \
            ImmutableCollections$SetN ImmutableCollections$Map1 ImmutableCollections$MapN Collections$EmptyList \
            Collections$EmptySet Collections$EmptyMap Collections$SingletonList Collections$SingletonSet \
            Collections$SingletonMap Collections$CopiesList Collections$UnmodifiableNavigableMap$EmptyNavigableMap \
            Collections$UnmodifiableNavigableSet$EmptyNavigableSet
            """);

    private static final Set<String> MUTABLE = names("""
            java.lang.: StringBuffer StringBuilder
            java.util.: ArrayList ArrayDeque BitSet Date EnumMap EnumSet RegularEnumSet JumboEnumSet HashMap HashSet Hashtable \
            IdentityHashMap LinkedHashMap LinkedHashSet LinkedList PriorityQueue Stack TreeMap TreeSet Vector \
            AbstractMap$SimpleEntry Arrays$ArrayList ArrayList$SubList AbstractList$SubList \
            AbstractList$RandomAccessSubList Collections$UnmodifiableCollection Collections$UnmodifiableList \
            Collections$UnmodifiableRandomAccessList Collections$UnmodifiableSet Collections$UnmodifiableSortedSet \
            Collections$UnmodifiableNavigableSet Collections$UnmodifiableMap Collections$UnmodifiableSortedMap \
            Collections$UnmodifiableNavigableMap Collections$SynchronizedCollection Collections$SynchronizedList \
            Collections$SynchronizedRandomAccessList Collections$SynchronizedSet Collections$SynchronizedSortedSet \
            Collections$SynchronizedMap Collections$SynchronizedSortedMap Collections$SetFromMap concurrent.ConcurrentHashMap$KeySetView
            java.sql.: Date Time Timestamp
            java.util.concurrent.: ConcurrentHashMap ConcurrentLinkedDeque ConcurrentLinkedQueue ConcurrentSkipListMap \
            ConcurrentSkipListSet CopyOnWriteArrayList CopyOnWriteArraySet ArrayBlockingQueue LinkedBlockingQueue atomic.AtomicBoolean atomic.AtomicInteger atomic.AtomicLong atomic.AtomicReference
            """);

    /** Never the class of a value, but what fields are declared as. */
    private static final Set<String> ABSTRACT = names("""
            java.io.: Serializable
            java.lang.: CharSequence Cloneable Comparable Enum Iterable Number Record
            java.time.chrono.: ChronoLocalDate ChronoLocalDateTime ChronoZonedDateTime
            java.time.temporal.: Temporal TemporalAccessor TemporalAmount TemporalUnit TemporalField
            java.util.: AbstractCollection AbstractList AbstractMap AbstractQueue AbstractSequentialList AbstractSet \
            Collection Deque List Map Map$Entry NavigableMap NavigableSet Queue RandomAccess SequencedCollection \
            SequencedMap SequencedSet Set SortedMap SortedSet
            java.util.concurrent.: BlockingDeque BlockingQueue ConcurrentMap ConcurrentNavigableMap
            """);

    private JdkTypes() {}

    /** Whether the class of this name may be carried: a plain value or a collection, or what these are declared as. */
    static boolean isValue(String name) {
        return IMMUTABLE.contains(name)
                || CONTAINERS.contains(name)
                || MUTABLE.contains(name)
                || ABSTRACT.contains(name);
    }

    static boolean isImmutable(String name) {
        return IMMUTABLE.contains(name);
    }

    /** Whether instances are unmodifiable, so that only what they hold can change. */
    static boolean isUnmodifiableContainer(String name) {
        return CONTAINERS.contains(name);
    }

    static boolean ofThePlatform(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    private static Set<String> names(String groups) {
        Set<String> names = new HashSet<>();
        groups.lines().forEach(line -> {
            int colon = line.indexOf(':');
            for (String name : line.substring(colon + 1).trim().split("\\s+")) {
                names.add(line.substring(0, colon) + name);
            }
        });
        return Set.copyOf(names);
    }
}
