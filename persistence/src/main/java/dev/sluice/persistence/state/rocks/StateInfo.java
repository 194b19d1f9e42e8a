package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.format.RowLayout;
import java.util.BitSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A named state of a store, or its timers, whether declared or only restored. */
final class StateInfo {
    /** Its number in the database. A restored database brings other numbers, before anything is written. */
    int id;

    final String name;
    final StateKind kind;

    /** The namespaces that exist, each with the key groups in which it may have entries. */
    final TreeMap<Long, BitSet> namespaces = new TreeMap<>();

    /** Whether there are, or were, rows and objects behind its keys. */
    boolean hasRows;

    boolean hasObjects;
    private @Nullable RowLayout layout;
    private @Nullable ValueForm<?> form;

    StateInfo(int id, String name, StateKind kind) {
        this.id = id;
        this.name = name;
        this.kind = kind;
    }

    /** What the rows are, if there are any. */
    @Nullable
    RowLayout layout() {
        return layout;
    }

    /** How values are read and written, if the state is declared. */
    @Nullable
    ValueForm<?> form() {
        return form;
    }

    void declare(ValueForm<?> declared) {
        form = declared;
        check();
    }

    /** Takes notice of restored rows. */
    void restoreRows(RowLayout restored) {
        if (layout != null && !layout.equals(restored)) {
            throw new IllegalStateException("the snapshot has accumulators of state " + name + " with the fields \""
                    + layout.describe() + "\" and others with \"" + restored.describe() + "\"");
        }
        layout = restored;
        hasRows = true;
        check();
    }

    /** Takes notice of rows that are written. */
    void hasRows(RowLayout written) {
        if (!hasRows) {
            layout = written;
            hasRows = true;
        }
    }

    private void check() {
        if (layout == null || form == null) {
            return;
        }
        RowLayout declared = form.layout();
        if (declared == null) {
            throw new IllegalStateException("state " + name + " was an aggregate's when the snapshot was taken,"
                    + " and is none now: start the job anew, or give the operator another uid");
        }
        if (!declared.equals(layout)) {
            throw new IllegalStateException("the snapshot has accumulators with the fields \"" + layout.describe()
                    + "\", but those of state " + name + " have \"" + declared.describe()
                    + "\": start the job anew, or give the class these fields");
        }
    }

    /** The key groups of a namespace, which exists from now on. */
    BitSet groups(long namespace) {
        return namespaces.computeIfAbsent(namespace, n -> new BitSet());
    }

    /** A namespace has no entries in a key group any more, and does not exist if it has none at all. */
    void drop(long namespace, int group) {
        BitSet groups = namespaces.get(namespace);
        if (groups != null) {
            groups.clear(group);
            if (groups.isEmpty()) {
                namespaces.remove(namespace);
            }
        }
    }
}
