package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.Namespaces;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one state, by namespace; remembers the last one. Which namespaces there are, and in which key groups
 * they may have entries, is kept in memory: some tens of bytes for each.
 */
final class RocksNamespaces<S> implements Namespaces<S> {
    private final StateInfo state;
    private final LongFunction<? extends S> factory;
    private final Map<Long, S> tables = new HashMap<>();
    private long lastNamespace;
    private @Nullable S last;

    /** @param factory makes tables, which are of type {@link RocksTable} too */
    RocksNamespaces(StateInfo state, LongFunction<? extends S> factory) {
        this.state = state;
        this.factory = factory;
    }

    @Override
    public S at(long namespace) {
        S table = last;
        if (table == null || lastNamespace != namespace) {
            table = tables.computeIfAbsent(namespace, factory::apply);
            last = table;
            lastNamespace = namespace;
        }
        return table;
    }

    @Override
    public @Nullable S find(long namespace) {
        return state.namespaces.containsKey(namespace) ? at(namespace) : null;
    }

    @Override
    public void drop(long namespace) {
        S dropped = find(namespace);
        if (dropped != null) {
            ((RocksTable) dropped).clear();
            tables.remove(namespace);
            state.namespaces.remove(namespace);
        }
        last = null;
    }

    @Override
    public NavigableSet<Long> all() {
        return Collections.unmodifiableNavigableSet(state.namespaces.navigableKeySet());
    }
}
