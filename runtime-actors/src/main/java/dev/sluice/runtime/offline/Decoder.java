package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.SchemaChange;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.Evolution;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.format.EntryChunk;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.RowChange;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.TimerChunk;
import dev.sluice.runtime.task.JobTypes;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the chunks of one state into entries: what was written is compared with what is expected as in a restore, and
 * values of classes that have changed are converted. For one thread.
 */
final class Decoder {
    private final ValueCodec codec;
    private final @Nullable Evolution evolution;
    private final KeyKind kind;

    /** Takes an entry. */
    interface Each {
        void accept(long namespace, Object key, Object value);
    }

    /** What an entry whose value is a row of numbers has for a value. */
    interface Rows {
        Object value(RowLayout layout, long[] rows, int row);
    }

    /** @param evolution null: values are of the classes that wrote them */
    Decoder(AllowedTypes types, @Nullable Evolution evolution, KeyKind kind) {
        codec = ValueCodec.create(types);
        this.evolution = evolution;
        this.kind = kind;
    }

    /**
     * @param more classes that may be met besides those expected
     * @throws IllegalArgumentException if the state is something else
     */
    static Decoder of(OperatorIndex operator, Expected expected, Set<Class<?>> more) {
        AllowedTypes types = types(expected, more);
        OperatorSchema before = operator.schema();
        KeyKind kind = expected.key() == null ? KeyKind.OBJECT : KeyKind.of(expected.key());
        if (before == null) {
            return new Decoder(types, null, kind);
        }
        LiveTypes live = new LiveTypes();
        TypeRef key = expected.key() == null ? null : ref(expected.key(), live);
        Map<String, TypeRef> states = new LinkedHashMap<>();
        if (expected.word() != null) {
            if (!before.states().containsKey(expected.name())) {
                throw new IllegalArgumentException("operator \"" + operator.uid() + "\" has no state \""
                        + expected.name() + "\": it has " + operator.states());
            }
            List<TypeRef> arguments = expected.arguments().stream()
                    .map(argument -> ref(argument, live))
                    .toList();
            states.put(expected.name(), new TypeRef(expected.word(), arguments, 0));
        }
        SchemaChange change = new SchemaChange(before, new OperatorSchema(key, states, live.shapes()), live);
        if (!change.problems().isEmpty()) {
            throw refused(operator, change.problems().get(0));
        }
        Map<String, Type> values = Map.of(expected.chunks(), expected.value());
        return new Decoder(types, change.isAny() ? new Evolution(types, before, live, values) : null, kind);
    }

    private static IllegalArgumentException refused(OperatorIndex operator, SchemaChange.Problem problem) {
        String subject = problem.state().isEmpty() ? "the keys" : "state \"" + problem.state() + "\"";
        return new IllegalArgumentException(subject + " of operator \"" + operator.uid()
                + "\" cannot be read as what was asked for: " + problem.what() + ". The savepoint has ["
                + problem.before() + "], asked for was [" + problem.after() + "]");
    }

    private static TypeRef ref(Type type, LiveTypes live) {
        return type == Object.class ? TypeRef.UNKNOWN : live.ref(type);
    }

    private static AllowedTypes types(Expected expected, Set<Class<?>> more) {
        AllowedTypes.Builder types = JobTypes.ofEngine();
        if (expected.key() != null) {
            declare(expected.key(), types);
        }
        types.declare(expected.value());
        expected.arguments().forEach(argument -> declare(argument, types));
        more.forEach(one -> declare(one, types));
        return types.build();
    }

    /** With its package, as it is with that of a job. */
    private static void declare(Type type, AllowedTypes.Builder types) {
        types.declare(type);
        if (type instanceof Class<?> c && !c.isArray() && !LiveTypes.isOfJava(c)) {
            types.declarePackage(c.getPackageName());
        }
    }

    /** Reads what is kept by key. */
    void entries(Chunk chunk, Rows ofRows, Each each) {
        EntryChunk entries = decoded(chunk, with -> EntryChunk.decode(chunk, kind, with));
        if (entries.role() != EntryKind.Role.PUT) {
            throw new IllegalArgumentException("state \"" + chunk.header().state() + "\" of operator \""
                    + chunk.header().operator() + "\" is what has changed since a checkpoint: take a savepoint, and"
                    + " read that");
        }
        RowLayout layout = entries.layout();
        long[] rows = entries.rows();
        for (int i = 0; i < entries.size(); i++) {
            if (layout != null && rows != null) {
                each.accept(
                        entries.namespaces()[i],
                        kind.box(rows[i * (1 + layout.width())]),
                        ofRows.value(layout, rows, i));
            } else {
                Object value = entries.hasLongs() ? (Object) entries.longValue(i) : entries.value(i);
                each.accept(entries.namespaces()[i], key(entries, i), value);
            }
        }
    }

    /** Rows become what a supplier makes; to be used for one state. */
    static Rows rows(Supplier<Object> fresh) {
        return (layout, rows, row) -> new RowChange(layout, fresh.get()).object(rows, row);
    }

    private Object key(EntryChunk entries, int i) {
        long[] numbers = entries.longKeys();
        return numbers != null
                ? kind.box(numbers[i])
                : Objects.requireNonNull(Objects.requireNonNull(entries.keys())[i]);
    }

    /** Reads timers: the namespace of each is its time, and it has no value. */
    void timers(Chunk chunk, Each each) {
        TimerChunk timers = decoded(chunk, with -> TimerChunk.decode(chunk, with));
        for (int i = 0; i < timers.times().length; i++) {
            Object key = timers.keys()[i];
            each.accept(timers.times()[i], kind.primitive() ? kind.box(((Number) key).longValue()) : key, key);
        }
    }

    /** Reads what is kept in another way. */
    <T> T decoded(Chunk chunk, Function<ValueCodec, T> read) {
        codec.evolve(evolution == null ? null : evolution.at(chunk.header().state()));
        try {
            return read.apply(codec);
        } finally {
            codec.evolve(null);
        }
    }
}
