package dev.sluice.api.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map of a key, or a broadcast one. */
final class MapHandle<K, V> extends Handle<MapState<K, V>> implements MapState<K, V> {
    MapHandle(StateDeclaration declaration) {
        super(declaration);
    }

    @Override
    MapState<K, V> boundTo(StateBinder binder) {
        return declaration.kind().isKeyed() ? binder.map(declaration) : binder.broadcast(declaration);
    }

    @Override
    public @Nullable V get(K key) {
        return bound().get(key);
    }

    @Override
    public void put(K key, V value) {
        bound().put(key, value);
    }

    @Override
    public void remove(K key) {
        bound().remove(key);
    }

    @Override
    public boolean contains(K key) {
        return bound().contains(key);
    }

    @Override
    public Map<K, V> entries() {
        return bound().entries();
    }

    @Override
    public boolean isEmpty() {
        return bound().isEmpty();
    }

    @Override
    public void clear() {
        bound().clear();
    }
}
