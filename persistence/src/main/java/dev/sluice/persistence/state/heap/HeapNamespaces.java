package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.Namespaces;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of one name, by namespace; remembers the last one, since neighbours in a stream mostly share it. */
final class HeapNamespaces<S, H extends S> implements Namespaces<S> {
    private final Supplier<H> factory;
    private final TreeMap<Long, H> stores = new TreeMap<>();
    private long lastNamespace;
    private @Nullable H last;

    HeapNamespaces(Supplier<H> factory) {
        this.factory = factory;
    }

    @Override
    public S at(long namespace) {
        H store = last;
        if (store == null || lastNamespace != namespace) {
            store = stores.computeIfAbsent(namespace, n -> factory.get());
            last = store;
            lastNamespace = namespace;
        }
        return store;
    }

    @Override
    public @Nullable S find(long namespace) {
        return stores.get(namespace);
    }

    @Override
    public void drop(long namespace) {
        stores.remove(namespace);
        last = null;
    }

    @Override
    public NavigableSet<Long> all() {
        return Collections.unmodifiableNavigableSet(stores.navigableKeySet());
    }

    void forEach(BiConsumer<Long, H> action) {
        stores.forEach(action);
    }
}
