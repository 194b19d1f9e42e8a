package dev.sluice.runtime.operator;

import org.jspecify.annotations.Nullable;

/** A cell whose value expires as a whole. */
record ExpiringCell<V>(StateCell<Timed<V>> cell, Expiry expiry) implements StateCell<V> {
    @Override
    public @Nullable V get() {
        Timed<V> entry = cell.get();
        if (entry == null) {
            return null;
        }
        if (expiry.isExpired(entry, expiry.now())) {
            cell.remove();
            return expiry.isVisible() ? entry.value() : null;
        }
        Timed<V> read = expiry.read(entry);
        if (read.time() != entry.time()) {
            cell.put(read);
        }
        return entry.value();
    }

    @Override
    public void put(V value) {
        cell.put(expiry.written(value));
    }

    @Override
    public void remove() {
        cell.remove();
    }
}
