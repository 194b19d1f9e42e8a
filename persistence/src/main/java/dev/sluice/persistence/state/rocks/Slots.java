package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The distinct keys of some records, each with a slot, so that records of a key see each other's results. */
final class Slots {
    /** Records at a time. */
    static final int MOST = 1024;

    private static final int MASK = 4 * MOST - 1;

    private final KeyCodec keys;
    private final int maxParallelism;
    private final int[] table = new int[MASK + 1];
    private final int[] ofRecord = new int[MOST];
    private final long[] numbers = new long[MOST];
    private final int[] groups = new int[MOST];
    private final Map<Object, Integer> ofObject = new HashMap<>();
    private final List<@Nullable Object> objects = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private final Bytes buffer = new Bytes();

    Slots(KeyCodec keys, int maxParallelism) {
        this.keys = keys;
        this.maxParallelism = maxParallelism;
    }

    /** Gathers the keys of records, of which there are {@link #MOST} at most. */
    void gather(RocksTable of, long[] recordKeys, int[] hashes, int from, int to) {
        clear();
        Arrays.fill(table, 0);
        for (int i = from; i < to; i++) {
            long key = recordKeys[i];
            int at = hashes[i] & MASK;
            while (table[at] != 0 && numbers[table[at] - 1] != key) {
                at = at + 1 & MASK;
            }
            if (table[at] == 0) {
                numbers[bytes.size()] = key;
                begin(of, hashes[i]);
                keys.put(key, buffer);
                table[at] = add(null);
            }
            ofRecord[i - from] = table[at] - 1;
        }
    }

    void gather(RocksTable of, @Nullable Object[] recordKeys, int[] hashes, int from, int to) {
        clear();
        for (int i = from; i < to; i++) {
            Object key = Objects.requireNonNull(recordKeys[i]);
            Integer known = ofObject.get(key);
            if (known == null) {
                begin(of, hashes[i]);
                keys.put(key, buffer);
                known = add(key) - 1;
                ofObject.put(key, known);
            }
            ofRecord[i - from] = known;
        }
    }

    private void clear() {
        ofObject.clear();
        objects.clear();
        bytes.clear();
    }

    private void begin(RocksTable of, int hash) {
        int group = KeyGroups.groupOf(hash, maxParallelism);
        groups[bytes.size()] = group;
        KeyLayout.begin(of.state.id, group, of.namespace, buffer);
    }

    private int add(@Nullable Object key) {
        objects.add(key);
        bytes.add(buffer.copy());
        return bytes.size();
    }

    /** The slot of a record, counted from the first. */
    int of(int record) {
        return ofRecord[record];
    }

    int size() {
        return bytes.size();
    }

    /** The keys by slot. */
    List<byte[]> bytes() {
        return bytes;
    }

    /** The key of a slot, where keys are objects. */
    @Nullable
    Object object(int slot) {
        return objects.get(slot);
    }

    int group(int slot) {
        return groups[slot];
    }
}
