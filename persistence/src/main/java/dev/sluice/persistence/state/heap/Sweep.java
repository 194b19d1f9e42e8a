package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.Sieve;
import org.jspecify.annotations.Nullable;

/**
 * Where a sweep through the tables of one state has come to. Tables that are not in the heap are passed over until so
 * many places have been visited that reading one weighs little: what expires is dropped when a table goes to a file,
 * too.
 */
final class Sweep {
    /** For each entry that is read for the sweep alone, so many places are visited. */
    private static final int SPILLED = 16;

    private final Tables<ObjectTable> tables;
    private final Sharing sharing;
    private int at;
    private int slot;
    private long visited;

    Sweep(Tables<ObjectTable> tables, Sharing sharing) {
        this.tables = tables;
        this.sharing = sharing;
    }

    void go(int places, Sieve<Object> sieve) {
        int left = places;
        boolean all = places == Integer.MAX_VALUE;
        visited += places;
        while (left > 0) {
            ObjectTable table = table(all);
            if (table != null) {
                // A removal moves others into its place, so there may be more to do there than there are slots.
                while (slot < table.index().slots() && left > 0) {
                    left--;
                    if (!table.index().isUsed(slot) || !dropped(table, sieve)) {
                        slot++;
                    }
                }
                if (slot < table.index().slots()) {
                    return;
                }
            }
            slot = 0;
            at = at + 1 == tables.places() ? 0 : at + 1;
            if (at == 0) {
                return; // a round begins with the next call
            }
        }
    }

    private @Nullable ObjectTable table(boolean all) {
        long cost = (long) SPILLED * tables.spilled(at);
        if (cost == 0) {
            return tables.resident(at);
        }
        if (!all && cost > visited) {
            return null;
        }
        visited = 0;
        return tables.find(at);
    }

    private boolean dropped(ObjectTable table, Sieve<Object> sieve) {
        Object value = table.peek(slot);
        Object kept = sieve.keep(value);
        if (kept == null) {
            table.remove(slot);
            return true;
        }
        if (kept != value) {
            // What takes its place shares parts with it, which a snapshot may still be reading: begin with one's own.
            Object own = sieve.keep(table.value(slot));
            if (own != null) {
                table.value(slot, own, sharing.isMutable(own));
            }
        }
        return false;
    }
}
