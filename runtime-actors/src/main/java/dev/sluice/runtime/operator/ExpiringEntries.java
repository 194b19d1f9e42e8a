package dev.sluice.runtime.operator;

import dev.sluice.api.state.MapState;
import dev.sluice.persistence.state.Sharing;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map whose entries expire each by itself. */
record ExpiringEntries<K, V>(
        StateType<K> keyType, StateType<V> type, StateCell<Map<K, Timed<V>>> cell, Expiry expiry, Sharing sharing)
        implements MapState<K, V> {
    @Override
    public @Nullable V get(K key) {
        Map<K, Timed<V>> map = cell.get();
        Timed<V> entry = map == null ? null : map.get(key);
        if (map == null || entry == null) {
            return null;
        }
        if (expiry.isExpired(entry, expiry.now())) {
            map.remove(key);
            putBack(map);
            return expiry.isVisible() ? entry.value() : null;
        }
        Timed<V> read = expiry.read(entry);
        if (read.time() != entry.time()) {
            map.put(key, read);
            cell.put(map);
        }
        return entry.value();
    }

    @Override
    public void put(K key, V value) {
        keyType.check(key, "use a key of its own for what has none");
        type.check(value, "use remove() to remove an entry");
        Map<K, Timed<V>> map = cell.get();
        if (map == null) {
            map = new LinkedHashMap<>();
        }
        map.put(sharing.own(key), expiry.written(sharing.own(value)));
        cell.put(map);
    }

    @Override
    public void remove(K key) {
        Map<K, Timed<V>> map = cell.get();
        if (map != null && map.remove(key) != null) {
            putBack(map);
        }
    }

    @Override
    public boolean contains(K key) {
        return get(key) != null;
    }

    @Override
    public Map<K, V> entries() {
        Map<K, Timed<V>> map = cell.get();
        if (map == null) {
            return Map.of();
        }
        long now = expiry.now();
        Map<K, V> seen = new LinkedHashMap<>();
        boolean changed = false;
        for (Iterator<Map.Entry<K, Timed<V>>> all = map.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<K, Timed<V>> each = all.next();
            Timed<V> entry = each.getValue();
            boolean expired = expiry.isExpired(entry, now);
            if (!expired || expiry.isVisible()) {
                seen.put(each.getKey(), entry.value());
            }
            if (expired) {
                all.remove();
                changed = true;
            } else {
                Timed<V> read = expiry.read(entry);
                changed |= read.time() != entry.time();
                each.setValue(read);
            }
        }
        if (changed) {
            putBack(map);
        }
        return Collections.unmodifiableMap(seen);
    }

    @Override
    public boolean isEmpty() {
        return entries().isEmpty();
    }

    @Override
    public void clear() {
        cell.remove();
    }

    private void putBack(Map<K, Timed<V>> map) {
        if (map.isEmpty()) {
            cell.remove();
        } else {
            cell.put(map);
        }
    }
}
