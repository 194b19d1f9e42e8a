package dev.sluice.runtime.operator;

import dev.sluice.api.state.MapState;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named maps that every subtask keeps alike. */
final class BroadcastState {
    private final Sharing sharing;
    private final Map<String, Map<Object, Object>> maps = new HashMap<>();
    private boolean writable;

    BroadcastState(Sharing sharing) {
        this.sharing = sharing;
    }

    @SuppressWarnings("unchecked") // the user's types, which are checked when something is put in
    <K, V> MapState<K, V> of(StateDeclaration declaration) {
        return (MapState<K, V>)
                new View(declaration.name(), StateType.ofMapKey(declaration), StateType.ofValue(declaration));
    }

    /** Allows changes: all subtasks do the same now. */
    void writable(boolean allowed) {
        writable = allowed;
    }

    byte[] encode(ValueCodec codec) {
        return codec.encode(maps);
    }

    @SuppressWarnings("unchecked") // written by encode()
    void decode(byte[] bytes, ValueCodec codec) {
        Map<String, Map<Object, Object>> restored =
                (Map<String, Map<Object, Object>>) codec.decode(bytes, 0, bytes.length);
        if (restored != null) {
            maps.putAll(restored);
        }
    }

    private final class View implements MapState<Object, Object> {
        private final String name;
        private final StateType<Object> keyType;
        private final StateType<Object> type;

        View(String name, StateType<Object> keyType, StateType<Object> type) {
            this.name = name;
            this.keyType = keyType;
            this.type = type;
        }

        @Override
        public @Nullable Object get(Object key) {
            return map().get(key);
        }

        @Override
        public void put(Object key, Object value) {
            keyType.check(key, "use a key of its own for what has none");
            type.check(value, "use remove() to remove an entry");
            changing().put(sharing.own(key), sharing.own(value));
        }

        @Override
        public void remove(Object key) {
            changing().remove(key);
        }

        @Override
        public boolean contains(Object key) {
            return map().containsKey(key);
        }

        @Override
        public Map<Object, Object> entries() {
            return Collections.unmodifiableMap(map());
        }

        @Override
        public boolean isEmpty() {
            return map().isEmpty();
        }

        @Override
        public void clear() {
            changing().clear();
        }

        private Map<Object, Object> map() {
            return maps.computeIfAbsent(name, n -> new LinkedHashMap<>());
        }

        private Map<Object, Object> changing() {
            if (!writable) {
                throw new UnsupportedOperationException("broadcast state \"" + name
                        + "\" can only be read here: change it in processBroadcast, which every subtask runs alike");
            }
            return map();
        }
    }
}
