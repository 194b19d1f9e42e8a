package dev.sluice.runtime.operator;

import dev.sluice.api.state.MapState;
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

    BroadcastState(Sharing sharing) {
        this.sharing = sharing;
    }

    MapState<Object, Object> at(String name, boolean writable) {
        Map<Object, Object> map = maps.computeIfAbsent(name, n -> new LinkedHashMap<>());
        return new View(name, map, writable ? sharing : null);
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

    /** Writable if it is given what makes copies of what is put in. */
    private record View(
            String name, Map<Object, Object> map, @Nullable Sharing sharing) implements MapState<Object, Object> {
        @Override
        public @Nullable Object get(Object key) {
            return map.get(key);
        }

        @Override
        public void put(Object key, Object value) {
            Sharing own = writable();
            map.put(own.own(key), own.own(value));
        }

        @Override
        public void remove(Object key) {
            writable();
            map.remove(key);
        }

        @Override
        public boolean contains(Object key) {
            return map.containsKey(key);
        }

        @Override
        public Map<Object, Object> entries() {
            return Collections.unmodifiableMap(map);
        }

        @Override
        public boolean isEmpty() {
            return map.isEmpty();
        }

        @Override
        public void clear() {
            writable();
            map.clear();
        }

        private Sharing writable() {
            if (sharing == null) {
                throw new UnsupportedOperationException("broadcast state \"" + name
                        + "\" can only be read on the keyed side: change it in processBroadcast,"
                        + " which every subtask runs alike");
            }
            return sharing;
        }
    }
}
