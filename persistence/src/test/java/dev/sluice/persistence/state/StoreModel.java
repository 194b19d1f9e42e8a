package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A store beside maps that are changed alike: each access is compared. */
public final class StoreModel {
    public static final int MAX_PARALLELISM = 16;

    /** Immutable values, mutable ones, both kinds mixed; what fits into rows, and what at first does; numbers. */
    public static final List<String> STATES = List.of("texts", "lists", "mixed", "rows", "records", "shapes", "longs");

    private static final int VALUES = STATES.size() - 1;

    private static final ThreadLocal<ValueCodec> CODEC = ThreadLocal.withInitial(StoreModel::newCodec);

    private final KeyKind kind;
    private final KeyedStateStore store;
    private final KeyCursor cursor;
    /** By state, namespace and key: the text of the value. */
    private final Map<String, String> values = new HashMap<>();

    /** By state: those that were asked for and not dropped. */
    private final Map<String, TreeSet<Long>> namespaces = new HashMap<>();

    private int count;

    public StoreModel(KeyKind kind, KeyedStateStore store) {
        this.kind = kind;
        this.store = store;
        cursor = new KeyCursor(kind, MAX_PARALLELISM);
    }

    /** A change, a look, or something with a snapshot. */
    public record Step(Kind kind, int state, long namespace, int key) {
        public enum Kind {
            PUT,
            CHANGE,
            REMOVE,
            GET,
            SCAN,
            FOLD,
            MERGE,
            DROP,
            FREEZE,
            SAVEPOINT,
            WRITE,
            RELEASE
        }
    }

    /** Keys of several classes. */
    enum Suit {
        CLUBS,
        HEARTS
    }

    record Card(Suit suit, int number) {}

    /** What every accumulator here can do. */
    interface Counter {
        /** Counts one more, in place if it can. */
        Counter plus(int count);
    }

    /** Fits into a row, with a field of every primitive type. */
    static class Tally implements Counter {
        private long sum;
        private int last = -1;
        private short small;
        private byte tiny;
        private char letter = 'a';
        private boolean odd;
        private float half;
        private double third;

        @Override
        public Counter plus(int count) {
            sum += count;
            last = -count;
            small = (short) -count;
            tiny = (byte) count;
            letter++;
            odd = !odd;
            half = -count / 2f;
            third = count / 3.0;
            return this;
        }

        @Override
        public String toString() {
            return sum + " " + last + " " + small + " " + tiny + " " + letter + " " + odd + " " + half + " " + third;
        }
    }

    /** Fits into a row and cannot change. */
    record Average(int count, double sum) implements Counter {
        @Override
        public Counter plus(int more) {
            return new Average(count + 1, sum + more);
        }
    }

    /** Fits, but from time to time becomes what does not. */
    static final class Shape extends Tally {
        @Override
        public Counter plus(int count) {
            return count % 11 == 0 ? new Named("n" + count) : super.plus(count);
        }
    }

    /** Does not fit. */
    record Named(String name) implements Counter {
        @Override
        public Counter plus(int count) {
            return new Named(name + count);
        }
    }

    public static ValueCodec codec() {
        return CODEC.get();
    }

    private static ValueCodec newCodec() {
        return ValueCodec.create(AllowedTypes.builder()
                .declarePackage(StoreModel.class.getPackageName())
                .build());
    }

    /** A store of a backend in which the states of the model are declared. */
    public static KeyedStateStore open(
            StateBackend backend, KeyKind kind, int subtask, int parallelism, ValueCodec codec) {
        KeyedStateStore store =
                backend.open(KeyGroupRange.of(subtask, parallelism, MAX_PARALLELISM), kind, MAX_PARALLELISM, codec);
        STATES.subList(0, VALUES).forEach(state -> store.values(state, type(state, codec)));
        store.longs("longs");
        return store;
    }

    private static ValueType<Object> type(String state, ValueCodec codec) {
        return switch (state) {
            case "rows", "records", "shapes" -> new ValueType<>(codec::copy, () -> newCounter(state));
            default -> ValueType.serialized();
        };
    }

    private static Counter newCounter(String state) {
        return switch (state) {
            case "rows" -> new Tally();
            case "records" -> new Average(0, 0);
            default -> new Shape();
        };
    }

    public static Object key(KeyKind kind, int key) {
        return switch (kind) {
            case LONG ->
                switch (key) {
                    case 0 -> 0x8000_0000_dead_beefL;
                    case 1 -> 0L;
                    case 2 -> Long.MIN_VALUE;
                    case 3 -> Long.MAX_VALUE;
                    case 4 -> -1L;
                    default -> key * 1_000_003L;
                };
            case INT -> key == 0 ? Integer.MIN_VALUE : key == 1 ? Integer.MAX_VALUE : key - 3;
            case OBJECT ->
                switch (key % 5) {
                    case 0 -> "key" + key;
                    case 1 -> new Card(Suit.HEARTS, key);
                    case 2 -> List.of(Suit.CLUBS, key);
                    case 3 -> key == 3 ? Suit.CLUBS : key == 8 ? Suit.HEARTS : new Card(null, key);
                    default -> (double) key;
                };
        };
    }

    public void apply(Step step) {
        Object key = key(kind, step.key());
        cursor.pointBoxed(key);
        String name = STATES.get(step.state());
        if (step.kind() == Step.Kind.DROP) {
            drop(name, step.namespace());
        } else if (name.equals("longs")) {
            applyLong(step, entry(name, step.namespace(), key));
        } else {
            applyValue(step, name, entry(name, step.namespace(), key));
        }
    }

    private Set<Long> namespaces(String name) {
        return namespaces.computeIfAbsent(name, n -> new TreeSet<>());
    }

    /** Compares everything: entries, sizes and namespaces. */
    void check() {
        assertThat(contents(kind, store)).isEqualTo(expected());
        for (String name : STATES) {
            Namespaces<?> found = name.equals("longs") ? store.longs(name) : store.values(name, ValueType.serialized());
            assertThat(found.all()).containsExactlyElementsOf(namespaces(name));
            assertThat(found.find(4711)).isNull();
        }
    }

    private void drop(String name, long namespace) {
        if (name.equals("longs")) {
            store.longs(name).drop(namespace);
        } else {
            store.values(name, ValueType.serialized()).drop(namespace);
        }
        values.keySet().removeIf(entry -> entry.startsWith(name + "|" + namespace + "|"));
        namespaces(name).remove(namespace);
    }

    private void applyLong(Step step, String entry) {
        KeyedLongs longs = store.longs("longs").at(step.namespace());
        namespaces("longs").add(step.namespace());
        String known = values.get(entry);
        switch (step.kind()) {
            case PUT, REMOVE -> {
                longs.put(cursor, ++count);
                values.put(entry, Long.toString(count));
            }
            case CHANGE -> {
                long next = longs.get(cursor, 0) + 1;
                longs.put(cursor, next);
                values.put(entry, Long.toString(known == null ? 1 : Long.parseLong(known) + 1));
            }
            case FOLD -> fold(longs, step);
            case MERGE -> merge(longs, step.namespace());
            case SCAN -> check();
            default -> assertThat(Long.toString(longs.get(cursor, -5))).isEqualTo(known == null ? "-5" : known);
        }
    }

    /** Adds a number to each of some neighbouring keys, to the first of them twice. */
    private void fold(KeyedLongs longs, Step step) {
        Object[] keys = new Object[4];
        long[] numbers = new long[keys.length];
        int[] hashes = new int[keys.length];
        int added = ++count;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(kind, step.key() + i % 3);
            numbers[i] = keys[i] instanceof Number number ? number.longValue() : 0;
            hashes[i] = KeyGroups.hash(keys[i]);
        }
        LongFold add = (i, before) -> before + added;
        assertThatCode(() -> {
                    if (kind.primitive()) {
                        longs.fold(numbers, hashes, 0, keys.length, 1_000, add);
                    } else {
                        longs.fold(keys, hashes, 0, keys.length, 1_000, add);
                    }
                })
                .doesNotThrowAnyException();
        for (Object key : keys) {
            values.merge(
                    entry("longs", step.namespace(), key),
                    Long.toString(1_000 + added),
                    (known, first) -> Long.toString(Long.parseLong(known) + added));
        }
    }

    /** Merges what all other namespaces have. */
    private void merge(KeyedLongs longs, long namespace) {
        List<KeyedLongs> others = new ArrayList<>();
        for (long other : store.longs("longs").all()) {
            if (other != namespace) {
                others.add(Objects.requireNonNull(store.longs("longs").find(other)));
                new TreeMap<>(values).forEach((entry, value) -> {
                    if (entry.startsWith("longs|" + other + "|")) {
                        values.merge(
                                entry.replaceFirst("\\|" + other + "\\|", "|" + namespace + "|"),
                                Long.toString(5 + Long.parseLong(value)),
                                (known, first) -> Long.toString(Long.parseLong(known) + Long.parseLong(value)));
                    }
                });
            }
        }
        longs.mergeAll(others, 5, Long::sum);
    }

    private void applyValue(Step step, String name, String entry) {
        KeyedValues<Object> table =
                store.values(name, ValueType.<Object>serialized()).at(step.namespace());
        namespaces(name).add(step.namespace());
        String known = values.get(entry);
        switch (step.kind()) {
            case PUT -> {
                Object value = newValue(name, ++count);
                table.put(cursor, value);
                values.put(entry, value.toString());
            }
            case CHANGE -> {
                Object value = table.get(cursor);
                assertThat(Objects.toString(value, null)).isEqualTo(known);
                if (value instanceof Counter counter) {
                    value = counter.plus(++count);
                } else if (value instanceof List<?> list) {
                    @SuppressWarnings("unchecked")
                    List<Object> numbers = (List<Object>) list;
                    numbers.add(++count);
                } else {
                    value = newValue(name, ++count);
                }
                table.put(cursor, value);
                values.put(entry, value.toString());
            }
            case REMOVE -> {
                table.remove(cursor);
                values.remove(entry);
            }
            case FOLD -> fold(table, step, name);
            case SCAN -> check();
            default -> assertThat(Objects.toString(table.get(cursor), null)).isEqualTo(known);
        }
    }

    /** Changes the values of some neighbouring keys, that of the first twice. */
    private void fold(KeyedValues<Object> table, Step step, String name) {
        Object[] keys = new Object[4];
        long[] numbers = new long[keys.length];
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(kind, step.key() + i % 3);
            numbers[i] = keys[i] instanceof Number number ? number.longValue() : 0;
            hashes[i] = KeyGroups.hash(keys[i]);
        }
        ValueFold<Object> change = (i, before) -> {
            String entry = entry(name, step.namespace(), keys[i]);
            assertThat(Objects.toString(before, null)).isEqualTo(values.get(entry));
            Object after = before instanceof Counter counter ? counter.plus(++count) : newValue(name, ++count);
            values.put(entry, after.toString());
            return after;
        };
        assertThatCode(() -> {
                    if (kind.primitive()) {
                        table.fold(numbers, hashes, 0, keys.length, change);
                    } else {
                        table.fold(keys, hashes, 0, keys.length, change);
                    }
                })
                .doesNotThrowAnyException();
    }

    private static Object newValue(String name, int count) {
        if (name.equals("rows") || name.equals("records") || name.equals("shapes")) {
            return newCounter(name).plus(count);
        }
        boolean mutable = name.equals("lists") || (name.equals("mixed") && count % 3 == 0);
        return mutable ? new ArrayList<Object>(List.of(count)) : "v" + count;
    }

    private static String entry(String state, long namespace, Object key) {
        return state + "|" + namespace + "|" + KeyGroups.groupOf(KeyGroups.hash(key), MAX_PARALLELISM) + "|"
                + key.getClass().getSimpleName() + " " + key;
    }

    public static int groupOf(String entry) {
        return Integer.parseInt(entry.split("\\|")[2]);
    }

    public Map<String, String> expected() {
        return new TreeMap<>(values);
    }

    /** All that a store has, by scans; fails if an entry comes twice. */
    public static Map<String, String> contents(KeyKind kind, KeyedStateStore store) {
        Map<String, String> all = new TreeMap<>();
        KeyCursor key = new KeyCursor(kind, MAX_PARALLELISM);
        for (String name : STATES.subList(0, VALUES)) {
            var state = store.values(name, ValueType.<Object>serialized());
            for (long namespace : state.all()) {
                KeyedValues<Object> table = Objects.requireNonNull(state.find(namespace));
                long size = 0;
                for (KeyedValues.Scan<Object> scan = table.scan(); scan.next(key); size++) {
                    assertThat(all.put(
                                    entry(name, namespace, key.boxed()),
                                    scan.value().toString()))
                            .isNull();
                }
                assertThat(table.size()).isEqualTo(size);
            }
        }
        for (long namespace : store.longs("longs").all()) {
            KeyedLongs table = Objects.requireNonNull(store.longs("longs").find(namespace));
            long size = 0;
            for (KeyedLongs.Scan scan = table.scan(); scan.next(key); size++) {
                assertThat(all.put(entry("longs", namespace, key.boxed()), Long.toString(scan.value())))
                        .isNull();
            }
            assertThat(table.size()).isEqualTo(size);
        }
        return all;
    }
}
