package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.Sieve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers what a store holds at a snapshot, and what has changed in it where that is noted. */
final class Freezing {
    final List<HeapSnapshot.Part> parts = new ArrayList<>();
    final Map<String, SortedSet<Long>> dropped = new TreeMap<>();
    private final boolean notes;
    final boolean lastIsBase;

    /**
     * @param notes whether what has changed is asked for
     * @param lastIsBase whether that is what has changed since the last snapshot; else since the one that built on
     */
    Freezing(boolean notes, boolean lastIsBase) {
        this.notes = notes;
        this.lastIsBase = lastIsBase;
    }

    void add(String name, long namespace, int group, FrozenTable frozen, @Nullable Changes changes) {
        parts.add(new HeapSnapshot.Part(
                name, namespace, group, frozen, changes == null || !notes ? null : changes.freeze(lastIsBase)));
    }

    /** A table that is not in the heap: it knows by itself what of it is to be written. */
    void add(String name, long namespace, int group, SpilledTable table, @Nullable Sieve<Object> sieve) {
        FrozenChanges changes = notes ? table.freezeChanges(lastIsBase) : null;
        parts.add(new HeapSnapshot.Part(name, namespace, group, table.freeze(sieve), changes));
    }

    /** Whether it is asked for what has changed. */
    boolean notes() {
        return notes;
    }

    /** Namespaces that are there no more, or not with what they held. */
    void dropped(String name, SortedSet<Long> namespaces) {
        if (!namespaces.isEmpty()) {
            dropped.computeIfAbsent(name, n -> new TreeSet<>()).addAll(namespaces);
        }
    }

    /** How many entries have changed. */
    long changed() {
        long count = 0;
        for (HeapSnapshot.Part part : parts) {
            count += part.changes() == null ? 0 : part.changes().count();
        }
        return count;
    }
}
