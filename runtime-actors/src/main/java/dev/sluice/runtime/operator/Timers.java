package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Timers of one kind by time and key, each once. Those of one time fire in the order of registration. */
final class Timers {
    private final String state;
    private final ToIntFunction<Object> hash;
    private final TreeMap<Long, LinkedHashSet<Object>> keysByTime = new TreeMap<>();

    // Most timers are registered for the time of the one before.
    private long latestTime;
    private @Nullable LinkedHashSet<Object> latest;

    /** @param state the name under which they are part of snapshots */
    Timers(String state) {
        this(state, KeyGroups::hash);
    }

    /** @param hash of the key that what is registered belongs to */
    Timers(String state, ToIntFunction<Object> hash) {
        this.state = state;
        this.hash = hash;
    }

    void register(long time, Object key) {
        LinkedHashSet<Object> keys = latest;
        if (keys == null || latestTime != time) {
            keys = keysByTime.computeIfAbsent(time, t -> new LinkedHashSet<>());
            latestTime = time;
            latest = keys;
        }
        keys.add(key);
    }

    void delete(long time, Object key) {
        LinkedHashSet<Object> keys = keysByTime.get(time);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            forget(time);
        }
    }

    /** The earliest time, or {@code Long.MAX_VALUE}. */
    long next() {
        return keysByTime.isEmpty() ? Long.MAX_VALUE : keysByTime.firstKey();
    }

    boolean hasDue(long time) {
        return !keysByTime.isEmpty() && keysByTime.firstKey() <= time;
    }

    /** Takes the first key of the earliest time. */
    Object take() {
        Map.Entry<Long, LinkedHashSet<Object>> entry = Objects.requireNonNull(keysByTime.firstEntry());
        Iterator<Object> keys = entry.getValue().iterator();
        Object key = keys.next();
        keys.remove();
        if (entry.getValue().isEmpty()) {
            forget(entry.getKey());
        }
        return key;
    }

    private void forget(long time) {
        keysByTime.remove(time);
        if (latestTime == time) {
            latest = null;
        }
    }

    OperatorSnapshot snapshot(int maxParallelism) {
        List<Long> times = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        keysByTime.forEach((time, all) -> all.forEach(key -> {
            times.add(time);
            keys.add(key);
        }));
        return (operator, writer, codec) -> {
            Map<Integer, List<Integer>> places = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                int group = KeyGroups.groupOf(hash.applyAsInt(keys.get(i)), maxParallelism);
                places.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
            }
            for (Map.Entry<Integer, List<Integer>> entry : places.entrySet()) {
                byte[] payload = encode(entry.getValue(), times, keys, codec);
                int entries = entry.getValue().size();
                writer.chunk(new ChunkHeader(operator, state, entry.getKey(), entries), payload, 0, payload.length);
            }
        };
    }

    private static byte[] encode(List<Integer> places, List<Long> times, List<Object> keys, ValueCodec codec) {
        Object[] chosen = new Object[places.size()];
        ByteBuffer head = ByteBuffer.allocate(places.size() * Long.BYTES);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = keys.get(places.get(i));
            head.putLong(times.get(places.get(i)));
        }
        byte[] encoded = codec.encodeAll(chosen, 0, chosen.length);
        return ByteBuffer.allocate(head.position() + encoded.length)
                .put(head.flip())
                .put(encoded)
                .array();
    }

    boolean owns(Chunk chunk) {
        return chunk.header().state().equals(state);
    }

    void restore(Chunk chunk, KeyGroupRange range, ValueCodec codec) {
        if (!range.contains(chunk.header().keyGroup())) {
            return;
        }
        int entries = chunk.header().entries();
        ByteBuffer times = ByteBuffer.wrap(chunk.payload());
        int start = entries * Long.BYTES;
        Object[] keys = codec.decodeAll(chunk.payload(), start, chunk.payload().length - start);
        for (int i = 0; i < entries; i++) {
            register(times.getLong(), Objects.requireNonNull(keys[i]));
        }
    }
}
