package dev.sluice.api.async;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows by key, as many keys as a {@link LookupCache} says. For one thread. */
final class CachedRows<K, V> extends LinkedHashMap<K, CachedRows.Entry<V>> {
    private static final long serialVersionUID = 1;

    private final int limit;
    private final long ttl;
    private final boolean keepsMisses;

    record Entry<V>(List<V> rows, long until) implements Serializable {}

    CachedRows(LookupCache cache) {
        super(16, 0.75f, true);
        limit = cache.size();
        ttl = cache.ttlMillis();
        keepsMisses = cache.keepsMisses();
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Entry<V>> eldest) {
        return size() > limit;
    }

    @Nullable
    List<V> rows(K key, long now) {
        Entry<V> entry = get(key);
        if (entry == null) {
            return null;
        }
        if (now >= entry.until) {
            remove(key);
            return null;
        }
        return entry.rows;
    }

    void keep(K key, Collection<? extends V> rows, long now) {
        if (keepsMisses || !rows.isEmpty()) {
            put(key, new Entry<>(List.copyOf(rows), now + ttl));
        }
    }
}
