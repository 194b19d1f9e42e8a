package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.Namespaces;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one name, by namespace; remembers the last one, since neighbours in a stream mostly share it. A
 * window's slices come and go and are of about the same size, so the room of one that went is given to the next that
 * comes.
 */
final class HeapNamespaces<S> implements Namespaces<S> {
    private final Supplier<? extends S> factory;
    private final TreeMap<Long, S> stores = new TreeMap<>();
    private final Tracking tracking;
    private TreeSet<Long> droppedNow = new TreeSet<>();
    private TreeSet<Long> droppedBefore = new TreeSet<>();
    private long lastNamespace;
    private @Nullable S last;
    private @Nullable S spare;

    /** @param factory makes stores, which are of type {@link HeapState} too */
    HeapNamespaces(Tracking tracking, Supplier<? extends S> factory) {
        this.tracking = tracking;
        this.factory = factory;
    }

    @Override
    public S at(long namespace) {
        S store = last;
        if (store == null || lastNamespace != namespace) {
            store = stores.computeIfAbsent(namespace, n -> open());
            last = store;
            lastNamespace = namespace;
        }
        return store;
    }

    private S open() {
        S store = spare == null ? factory.get() : spare;
        spare = null;
        return store;
    }

    @Override
    public @Nullable S find(long namespace) {
        return stores.get(namespace);
    }

    @Override
    public void drop(long namespace) {
        S dropped = stores.remove(namespace);
        last = null;
        if (tracking.on && dropped != null) {
            droppedNow.add(namespace);
        }
        if (dropped instanceof HeapState state) {
            if (state.clear()) {
                discardSpare();
                spare = dropped;
            } else {
                state.discard();
            }
        }
    }

    @Override
    public NavigableSet<Long> all() {
        return Collections.unmodifiableNavigableSet(stores.navigableKeySet());
    }

    void freeze(String name, Freezing into) {
        stores.forEach((namespace, store) -> ((HeapState) store).freeze(name, namespace, into));
        if (into.notes()) {
            if (into.lastIsBase) {
                droppedBefore = droppedNow;
            } else {
                droppedBefore.addAll(droppedNow);
            }
            droppedNow = new TreeSet<>();
            into.dropped(name, new TreeSet<>(droppedBefore));
        }
    }

    void track() {
        stores.values().forEach(store -> ((HeapState) store).track());
        droppedNow = new TreeSet<>();
        droppedBefore = new TreeSet<>();
        discardSpare();
    }

    void untrack() {
        stores.values().forEach(store -> ((HeapState) store).untrack());
        discardSpare();
    }

    private void discardSpare() {
        if (spare instanceof HeapState state) {
            state.discard();
        }
        spare = null;
    }

    long size() {
        return stores.values().stream()
                .mapToLong(store -> ((HeapState) store).size())
                .sum();
    }
}
