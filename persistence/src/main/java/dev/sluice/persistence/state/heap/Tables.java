package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sieve;
import org.jspecify.annotations.Nullable;

/** One table for each key group of a subtask, made when its first key comes. */
final class Tables<T extends GroupTable> {
    private static final int WORTH_SORTING = 8;

    private final int first;
    private final int maxParallelism;
    private final TableForm<T> form;
    private final @Nullable GroupTable[] tables;
    private final Tracking tracking;
    private final @Nullable Shelf<T> shelf;
    private final Site site;
    private @Nullable ByGroup byGroup;

    private long touched;

    Tables(Site site, TableForm<T> form) {
        this(site, form, new GroupTable[site.range().size()]);
    }

    /** @param tables of class T, one for each key group; the caller may look for one there first */
    Tables(Site site, TableForm<T> form, @Nullable GroupTable[] tables) {
        this.site = site;
        this.tracking = site.tracking();
        this.maxParallelism = site.maxParallelism();
        this.first = site.range().first();
        this.form = form;
        this.tables = tables;
        this.shelf = site.shelf(form, tables);
    }

    /** What is done with each table that is in the heap. */
    interface Action<T> {
        void accept(int group, T table);
    }

    static KeyIndex index(KeyKind kind) {
        return kind.primitive() ? new LongKeyIndex() : new ObjectKeyIndex();
    }

    @SuppressWarnings("unchecked") // filled by the form only
    T of(KeyCursor key) {
        int i = key.group() - first;
        GroupTable table = tables[i];
        return table == null ? fetch(i) : (T) table;
    }

    /** The table of a place where there is none; made if there is none elsewhere. */
    T fetch(int i) {
        if (shelf != null) {
            return shelf.fetch(i);
        }
        T table = form.make();
        if (tracking.on) {
            table.track();
        }
        tables[i] = table;
        return table;
    }

    /** How many places there are. */
    int places() {
        return tables.length;
    }

    /** The table in a place, if there is one. */
    @SuppressWarnings("unchecked") // filled by the form only
    @Nullable
    T find(int i) {
        T table = (T) tables[i];
        return table != null || shelf == null ? table : shelf.find(i);
    }

    /** The table in a place if it is in the heap. */
    @SuppressWarnings("unchecked") // filled by the form only
    @Nullable
    T resident(int i) {
        return (T) (shelf == null ? tables[i] : shelf.resident(i));
    }

    /** How many entries of a place are not in the heap. */
    int spilled(int i) {
        return shelf == null ? 0 : shelf.spilled(i);
    }

    /** What sorts the records of a fold if tables may have to be read for them; else null. */
    @Nullable
    ByGroup byGroup(int records) {
        if (shelf == null || records < WORTH_SORTING || !shelf.hasSpilled()) {
            return null;
        }
        if (byGroup == null) {
            byGroup = new ByGroup(site);
        }
        return byGroup;
    }

    /** To be called before a fold: tables leave the heap only if it is not about to use them. */
    void enter() {
        if (shelf != null) {
            shelf.enter();
        }
    }

    /** To be called behind a fold. */
    void leave() {
        if (shelf != null) {
            shelf.leave();
        }
    }

    /**
     * For tables of objects or by objects: loads the slots where keys are likely to be; the sum only keeps the loads
     * from being optimised away.
     */
    void prefetch(int[] hashes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            GroupTable table = tables[KeyGroups.groupOf(hashes[i], maxParallelism) - first];
            if (table != null) {
                sum += ((HeapTable<?>) table).touch(hashes[i]);
            }
        }
        touched = sum;
    }

    /** The last sum of {@link #prefetch}. */
    long touched() {
        return touched;
    }

    private void forEach(Action<T> action) {
        for (int i = 0; i < tables.length; i++) {
            T table = resident(i);
            if (table != null) {
                action.accept(first + i, table);
            }
        }
    }

    void freeze(String name, long namespace, Freezing into) {
        Sieve<Object> sieve = form.sieve();
        forEach((group, table) -> into.add(name, namespace, group, form.freeze(table, sieve), table.changes()));
        if (shelf != null) {
            shelf.freeze(name, namespace, into);
        }
    }

    void track() {
        if (shelf == null) {
            forEach((group, table) -> table.track());
        } else {
            shelf.track();
        }
    }

    void untrack() {
        if (shelf == null) {
            forEach((group, table) -> table.untrack());
        } else {
            shelf.untrack();
        }
    }

    void drop(int group) {
        tables[group - first] = null;
        if (shelf != null) {
            shelf.drop(group - first);
        }
    }

    void discard() {
        if (shelf != null) {
            shelf.discard();
        }
    }

    /** What had been cleared may take less room now. */
    void recount() {
        if (shelf != null) {
            shelf.recount();
        }
    }

    /** Puts all tables in their places that are in the heap, and forgets the others. */
    void gather() {
        if (shelf != null) {
            shelf.gather();
        }
    }

    long size() {
        return sizeInPlace() + (shelf == null ? 0 : shelf.size());
    }

    /** How many entries can be used at once. */
    long sizeInPlace() {
        long size = 0;
        for (GroupTable table : tables) {
            size += table == null ? 0 : table.size();
        }
        return size;
    }
}
