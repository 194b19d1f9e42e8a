package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.Evolution;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.runtime.operator.StateParts;
import dev.sluice.runtime.task.JobTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** States without the classes of the job: values are made of what the schema says of them. */
final class RawStates {
    private final OperatorIndex operator;
    private final String state;
    private final Decoder decoder;
    private boolean broadcastRead;

    private RawStates(OperatorIndex operator, String state) {
        this.operator = operator;
        this.state = state;
        OperatorSchema schema = operator.requiredSchema();
        AllowedTypes.Builder types = JobTypes.ofEngine();
        // An implementation of an interface that is not sealed is in no schema: it may be on the class path.
        schema.types().keySet().stream()
                .filter(name -> name.indexOf('.') >= 0)
                .forEach(name -> types.declarePackage(name.substring(0, name.lastIndexOf('.'))));
        AllowedTypes allowed = types.build();
        decoder = new Decoder(allowed, Evolution.asWritten(allowed, schema), kind(schema.key()));
    }

    static Stream<Map<String, Object>> of(SavepointReader reader, OperatorIndex operator, String name) {
        String state = chunkState(operator, name);
        RawStates raw = new RawStates(operator, state);
        return reader.stream(new Entries<>(
                reader.chunks(operator.uid(), state, group -> true), (chunk, out) -> raw.read(chunk, name, out)));
    }

    private static KeyKind kind(@Nullable TypeRef key) {
        if (key == null) {
            return KeyKind.OBJECT;
        }
        return switch (key.name()) {
            case "java.lang.Long" -> KeyKind.LONG;
            case "java.lang.Integer" -> KeyKind.INT;
            default -> KeyKind.OBJECT;
        };
    }

    /** The name under which a state is written. */
    private static String chunkState(OperatorIndex operator, String name) {
        boolean isTimers = name.equals(StateParts.EVENT_TIMERS) || name.equals(StateParts.PROCESSING_TIMERS);
        if (isTimers || name.equals(StateParts.BROADCAST)) {
            return name;
        }
        boolean isUnkeyed = operator.unkeyed().contains(name);
        OperatorSchema schema = isUnkeyed ? operator.schema() : operator.requiredSchema();
        TypeRef type = schema == null ? null : schema.states().get(name);
        if (type == null && !isUnkeyed) {
            throw new IllegalArgumentException(
                    "operator \"" + operator.uid() + "\" has no state \"" + name + "\": it has " + operator.states());
        }
        if (type == null && !name.startsWith(StateParts.listState(""))) {
            throw new IllegalArgumentException("\"" + name + "\" of operator \"" + operator.uid()
                    + "\" is kept by the engine in a form of its own, which cannot be shown: there is "
                    + operator.states());
        }
        if (type != null && type.name().equals("BroadcastState")) {
            return StateParts.BROADCAST;
        }
        return type != null && type.name().equals("OperatorListState") ? StateParts.listState(name) : name;
    }

    private void read(Chunk chunk, String name, Consumer<Map<String, Object>> out) {
        if (StateParts.isList(chunk.header())) {
            StateParts.OperatorList list = decoder.decoded(chunk, codec -> StateParts.list(chunk, codec));
            list.elements().forEach(element -> out.accept(entry("subtask", list.subtask(), "value", element)));
        } else if (state.equals(StateParts.BROADCAST)) {
            if (broadcastRead) {
                return; // all subtasks wrote the same
            }
            broadcastRead = true;
            decoder.decoded(chunk, codec -> StateParts.broadcast(chunk, codec)).forEach((of, map) -> {
                if (of.equals(name) || name.equals(state)) {
                    map.forEach((key, value) -> out.accept(entry("key", key, "value", value)));
                }
            });
        } else if (operator.requiredSchema().states().containsKey(state)) {
            entries(chunk, out);
        } else {
            decoder.timers(chunk, (time, key, same) -> out.accept(entry("key", key, "time", time)));
        }
    }

    private void entries(Chunk chunk, Consumer<Map<String, Object>> out) {
        decoder.entries(chunk, RawStates::row, (namespace, key, value) -> {
            Map<String, Object> entry = entry("key", key, "value", value);
            if (state.equals(StateParts.WINDOWS.get(0))) {
                entry.put("slice", namespace);
            }
            out.accept(entry);
        });
    }

    private static Map<String, Object> entry(String first, Object key, String second, Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(first, RawValues.of(key));
        entry.put(second, RawValues.of(value));
        return entry;
    }

    private static Object row(RowLayout layout, long[] rows, int row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<RowLayout.Column> columns = layout.columns();
        int at = row * (1 + layout.width()) + 1;
        for (int i = 0; i < columns.size(); i++) {
            fields.put(columns.get(i).name(), number(columns.get(i).type(), rows[at + i]));
        }
        return fields;
    }

    private static Object number(String type, long bits) {
        return switch (type) {
            case "double" -> Double.longBitsToDouble(bits);
            case "float" -> Float.intBitsToFloat((int) bits);
            case "boolean" -> bits != 0;
            case "char" -> String.valueOf((char) bits);
            default -> bits;
        };
    }
}
