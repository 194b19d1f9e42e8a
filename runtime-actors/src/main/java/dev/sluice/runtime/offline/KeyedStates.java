package dev.sluice.runtime.offline;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.runtime.operator.StateParts;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator keeps by key. States are named and typed as the job's function declares them; those of rolling
 * aggregates and of windows have no name.
 *
 * @param <K> the type of the keys
 */
public final class KeyedStates<K> {
    private static final Decoder.Rows NO_ROWS = (layout, rows, row) -> {
        throw new IllegalArgumentException("it is the state of an aggregate: ask for it with its function");
    };

    private final SavepointReader reader;
    private final OperatorIndex operator;
    private final Class<?> key;

    KeyedStates(SavepointReader reader, OperatorIndex operator, Class<K> key) {
        this.reader = reader;
        this.operator = operator;
        this.key = wrapped(key);
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /**
     * @param name of a {@code ValueState}
     * @param type of its values
     * @param <V> the type of its values
     * @return its entries
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    public <V> StateEntries<K, V> value(String name, Class<V> type) {
        Class<?> boxed = wrapped(type);
        return declared(name, "ValueState", StateDeclaration.Kind.VALUE, List.of(boxed), boxed, KeyedStates::cast);
    }

    /**
     * @param name of a {@code ListState}
     * @param type of its elements
     * @param <E> the type of its elements
     * @return its entries
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    public <E> StateEntries<K, List<E>> list(String name, Class<E> type) {
        Class<?> boxed = wrapped(type);
        Type whole = LiveTypes.generic(List.class, boxed);
        return declared(name, "ListState", StateDeclaration.Kind.LIST, List.of(boxed), whole, KeyedStates::cast);
    }

    /**
     * @param name of a {@code MapState}
     * @param mapKey the type of the map's keys
     * @param type the type of the map's values
     * @param <M> the type of the map's keys
     * @param <V> the type of the map's values
     * @return its entries, with the order in which each map was filled
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    public <M, V> StateEntries<K, Map<M, V>> map(String name, Class<M> mapKey, Class<V> type) {
        List<Class<?>> both = List.of(wrapped(mapKey), wrapped(type));
        Type whole = LiveTypes.generic(Map.class, both.get(0), both.get(1));
        return declared(name, "MapState", StateDeclaration.Kind.MAP, both, whole, KeyedStates::cast);
    }

    /**
     * @param name of a {@code ReducingState}
     * @param type of its values
     * @param <V> the type of its values
     * @return its entries
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    public <V> StateEntries<K, V> reducing(String name, Class<V> type) {
        Class<?> boxed = wrapped(type);
        return declared(
                name, "ReducingState", StateDeclaration.Kind.REDUCING, List.of(boxed), boxed, KeyedStates::cast);
    }

    /**
     * @param name of an {@code AggregatingState}
     * @param function its aggregate
     * @param <A> the type of the accumulators
     * @param <R> the type of the results
     * @return the results of its accumulators by key
     * @throws IllegalArgumentException if there is no such state, or it is of another kind or type
     */
    public <A, R> StateEntries<K, R> aggregating(String name, AggregateFunction<?, A, R> function) {
        Type accumulator = accumulator(function);
        return declared(
                name,
                "AggregatingState",
                StateDeclaration.Kind.AGGREGATING,
                List.of(accumulator),
                accumulator,
                result(function));
    }

    /**
     * What {@code keyBy().aggregate()} keeps.
     *
     * @param function its aggregate
     * @param <A> the type of the accumulators
     * @param <R> the type of the results
     * @return the results of its accumulators by key
     * @throws IllegalArgumentException if the operator is something else, or of other accumulators
     */
    public <A, R> StateEntries<K, R> aggregated(AggregateFunction<?, A, R> function) {
        String name = StateParts.AGGREGATED;
        Type type = accumulator(function);
        Expected expected = new Expected(name, name, key, "accumulator", List.of(type), type);
        return entries(expected, Decoder.rows(function::createAccumulator), result(function));
    }

    /**
     * What {@code keyBy().reduce()} keeps.
     *
     * @param type of the values
     * @param <V> the type of the values
     * @return its entries
     * @throws IllegalArgumentException if the operator is something else, or of other values
     */
    public <V> StateEntries<K, V> reduced(Class<V> type) {
        String name = StateParts.REDUCED;
        Expected expected = new Expected(name, name, key, "accumulator", List.of(wrapped(type)), wrapped(type));
        return entries(expected, NO_ROWS, KeyedStates::cast);
    }

    /**
     * What is in the windows of {@code window().aggregate()}.
     *
     * @param function its aggregate
     * @param <A> the type of the accumulators
     * @param <R> the type of the results
     * @return the results so far, by key and window; to be closed, which otherwise the reader does
     * @throws IllegalArgumentException if the operator has no windows, or of other accumulators
     */
    public <A, R> Stream<WindowEntry<K, R>> windows(AggregateFunction<?, A, R> function) {
        return windows(accumulator(function), Decoder.rows(function::createAccumulator), result(function));
    }

    /**
     * What is in the windows of {@code window().reduce()}.
     *
     * @param type of the values
     * @param <V> the type of the values
     * @return the values so far, by key and window; to be closed, which otherwise the reader does
     * @throws IllegalArgumentException if the operator has no windows, or of other values
     */
    public <V> Stream<WindowEntry<K, V>> windows(Class<V> type) {
        return windows(wrapped(type), NO_ROWS, KeyedStates::cast);
    }

    /**
     * What is in windows that keep all their records.
     *
     * @param type of the records
     * @param <T> the type of the records
     * @return the records so far, by key and window; to be closed, which otherwise the reader does
     * @throws IllegalArgumentException if the operator has no windows, or of other records
     */
    public <T> Stream<WindowEntry<K, List<T>>> windowRecords(Class<T> type) {
        return windows(wrapped(type), NO_ROWS, KeyedStates::cast);
    }

    /** @return the timers that the operator's function has registered; to be closed, which otherwise the reader does */
    public Stream<TimerEntry<K>> timers() {
        return Stream.concat(timers(StateParts.EVENT_TIMERS, true), timers(StateParts.PROCESSING_TIMERS, false));
    }

    @SuppressWarnings("unchecked") // compared by the decoder
    private Stream<TimerEntry<K>> timers(String name, boolean isEventTime) {
        Decoder decoder = Decoder.of(operator, new Expected(name, name, key, null, List.of(), key), reader.types());
        return reader.stream(new Entries<>(
                reader.chunks(operator.uid(), name, group -> true),
                (chunk, out) -> decoder.timers(
                        chunk, (time, of, same) -> out.accept(new TimerEntry<>((K) of, time, isEventTime)))));
    }

    @SuppressWarnings("unchecked") // compared by the decoder
    private <V> Stream<WindowEntry<K, V>> windows(Type type, Decoder.Rows rows, Function<Object, V> shown) {
        Map<String, TypeRef> states = operator.requiredSchema().states();
        String name = StateParts.WINDOWS.stream()
                .filter(states::containsKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "operator \"" + operator.uid() + "\" has no windows: it has " + operator.states()));
        String word = Objects.requireNonNull(states.get(name)).name();
        Decoder decoder =
                Decoder.of(operator, new Expected(name, name, key, word, List.of(type), type), reader.types());
        return reader.stream(new Entries<>(
                reader.chunks(operator.uid(), name, group -> true),
                (chunk, out) -> decoder.entries(
                        chunk,
                        rows,
                        (namespace, of, kept) -> StateParts.windows(
                                namespace,
                                kept,
                                (start, end, contents) -> out.accept(new WindowEntry<>(
                                        (K) of,
                                        start,
                                        end == null ? OptionalLong.empty() : OptionalLong.of(end),
                                        shown.apply(contents)))))));
    }

    private <V> StateEntries<K, V> declared(
            String name,
            String word,
            StateDeclaration.Kind kind,
            List<? extends Type> arguments,
            Type whole,
            Function<Object, V> shown) {
        StateParts.Declared declared = operator.declared().get(name);
        boolean expires = declared != null && declared.expires();
        Expected expected = new Expected(name, name, key, word, arguments, whole);
        return entries(expected, NO_ROWS, expires ? kept -> shown.apply(StateParts.withoutTimes(kind, kept)) : shown);
    }

    private <V> StateEntries<K, V> entries(Expected expected, Decoder.Rows rows, Function<Object, V> shown) {
        return new StateEntries<>(reader, new Query<>(operator.uid(), expected, rows, reader.types(), shown));
    }

    private static Type accumulator(AggregateFunction<?, ?, ?> function) {
        @Nullable Type type = StateParts.accumulatorType(function);
        return type == null ? Object.class : type;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // a function; compared by the decoder
    private static <V> V cast(Object kept) {
        return (V) kept;
    }

    @SuppressWarnings("unchecked") // compared by the decoder
    private static <A, R> Function<Object, R> result(AggregateFunction<?, A, R> function) {
        return kept -> function.result((A) kept);
    }
}
