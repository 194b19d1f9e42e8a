package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.runtime.operator.StateParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The state of one operator in a savepoint. */
public final class OperatorStates {
    private final SavepointReader reader;
    private final OperatorIndex operator;

    OperatorStates(SavepointReader reader, OperatorIndex operator) {
        this.reader = reader;
        this.operator = operator;
    }

    /** @return the names of its states, with their types as in {@code MapState<java.lang.String,java.lang.Long>} */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        if (operator.schema() != null) {
            operator.schema().states().forEach((name, type) -> states.put(name, type.text()));
        }
        return states;
    }

    /**
     * @return how far event time had come at it, epoch milliseconds, at the subtask that was last; empty if no
     *     watermark had come to it yet
     */
    public OptionalLong watermark() {
        Long time = operator.watermark();
        return time == null || time == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(time);
    }

    /**
     * @param key the type of its keys
     * @param <K> the type of its keys
     * @return what it keeps by key
     */
    public <K> KeyedStates<K> keyedBy(Class<K> key) {
        return new KeyedStates<>(reader, operator, key);
    }

    /**
     * A map that all subtasks keep alike.
     *
     * @param name of the broadcast state
     * @param keyType the type of the map's keys
     * @param type the type of the map's values
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return its entries, which belong to the caller
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    @SuppressWarnings("unchecked") // compared by the decoder
    public <K, V> Map<K, V> broadcast(String name, Class<K> keyType, Class<V> type) {
        List<Class<?>> both = List.of(wrapped(keyType), wrapped(type));
        Expected expected = new Expected(name, StateParts.BROADCAST, null, "BroadcastState", both, Object.class);
        Decoder decoder = Decoder.of(operator, expected, reader.types());
        List<Map<Object, Object>> found = new ArrayList<>();
        read(StateParts.BROADCAST, chunk -> {
            if (found.isEmpty()) { // all subtasks wrote the same
                found.add(decoder.decoded(chunk, codec -> StateParts.broadcast(chunk, codec))
                        .getOrDefault(name, Map.of()));
            }
        });
        Map<K, V> entries = new LinkedHashMap<>();
        found.forEach(map -> map.forEach((key, value) -> entries.put((K) key, (V) value)));
        return entries;
    }

    /**
     * A list of the subtasks: all of them, one subtask's behind the other's; of a list that all subtasks keep alike
     * only one.
     *
     * @param name of the operator's list
     * @param type of its elements
     * @param <E> the type of its elements
     * @return its elements, which belong to the caller
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    @SuppressWarnings("unchecked") // compared by the decoder
    public <E> List<E> operatorList(String name, Class<E> type) {
        String state = StateParts.listState(name);
        Expected expected = new Expected(name, state, null, "OperatorListState", List.of(wrapped(type)), wrapped(type));
        Decoder decoder = Decoder.of(operator, expected, reader.types());
        TreeMap<Integer, List<Object>> bySubtask = new TreeMap<>();
        read(state, chunk -> {
            StateParts.OperatorList list = decoder.decoded(chunk, codec -> StateParts.list(chunk, codec));
            bySubtask.put(list.subtask(), list.elements());
        });
        StateParts.Declared declared = operator.declared().get(name);
        int limit = declared != null && declared.isIdentical() ? 1 : bySubtask.size();
        List<E> all = new ArrayList<>();
        bySubtask.values().stream().limit(limit).forEach(list -> list.forEach(element -> all.add((E) element)));
        return all;
    }

    /**
     * A state without the classes of the job, made of what the savepoint says of them. Values are what JSON has: maps
     * of names to values for records and classes, lists, strings, numbers and booleans; other values of the JDK are
     * their text. By key there are {@code key} and {@code value}, of timers {@code key} and {@code time}, of windows
     * that are kept in slices the {@code slice} too, and of an operator's list the {@code subtask} and {@code value}.
     * What has a time to live comes with the {@code time} at which it was written.
     *
     * @param state the name of a state, or one that the engine gave, as {@code sluice state DIR} lists them
     * @return its entries; to be closed, which otherwise the reader does
     * @throws IllegalArgumentException if there is no such state, or it is in a form of the engine's own
     */
    public Stream<Map<String, Object>> raw(String state) {
        return RawStates.of(reader, operator, state);
    }

    private void read(String state, Consumer<Chunk> each) {
        try (ChunkCursor chunks = reader.chunks(operator.uid(), state, group -> false)) {
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                each.accept(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
