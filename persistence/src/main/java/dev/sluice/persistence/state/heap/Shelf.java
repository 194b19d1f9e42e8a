package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * Where the tables of one state and namespace are that are not in their place. From time to time they are all taken
 * from there and put aside; the one that is used comes back, which costs little. What is still aside when its turn
 * comes again has not been used for a while: it goes to a file, the sooner the less often it was used before (a clock
 * with ages). So the tables in their place need no mark when they are used.
 *
 * @param <T> the tables
 */
final class Shelf<T extends GroupTable> {
    private static final int OLDEST = 3;

    private final Shelves shelves;
    private final TableForm<T> form;
    private final ObjectSizes sizes;
    private final @Nullable GroupTable[] tables;
    private final @Nullable GroupTable[] aside;
    private final @Nullable SpilledTable[] spilled;
    private final byte[] uses;
    private final long[] bytes;
    private final int first;
    private int growths;
    private int spilledTables;
    /** Where it is among the shelves. */
    int index;

    /**
     * @param first the key group of the first table
     * @param tables those in their place, of class T; an array of the state's
     */
    Shelf(Shelves shelves, TableForm<T> form, int first, @Nullable GroupTable[] tables) {
        this.shelves = shelves;
        this.form = form;
        this.first = first;
        this.tables = tables;
        sizes = shelves.newSizes();
        aside = new GroupTable[tables.length];
        spilled = new SpilledTable[tables.length];
        uses = new byte[tables.length];
        bytes = new long[tables.length];
        shelves.add(this);
    }

    void enter() {
        shelves.enter(this);
    }

    void leave() {
        shelves.leave();
    }

    int places() {
        return tables.length;
    }

    /** The table that belongs into a place that is empty, put there; a new one if there was none. */
    T fetch(int place) {
        T found = find(place);
        if (found == null) {
            found = form.make();
            if (shelves.tracking().on) {
                found.track();
            }
            settle(place, found);
        }
        return found;
    }

    /** The table that belongs into a place that is empty, put there; null if there is none. */
    @SuppressWarnings("unchecked") // filled with tables of the form only
    @Nullable
    T find(int place) {
        GroupTable idle = aside[place];
        if (idle != null) {
            aside[place] = null;
            tables[place] = idle;
            uses[place] = (byte) Math.min(OLDEST, uses[place] + 1);
            return (T) idle;
        }
        SpilledTable away = spilled[place];
        if (away == null) {
            return null;
        }
        T table = form.make();
        away.load(table, form, shelves.codec(), shelves.key());
        spilled[place] = null;
        spilledTables--;
        away.release();
        settle(place, table);
        return table;
    }

    private void settle(int place, T table) {
        table.standOn(this, place);
        tables[place] = table;
        uses[place] = 0;
        count(place, table);
        shelves.relieve(this, place);
    }

    /** The table in a place has grown. */
    @SuppressWarnings("unchecked") // filled with tables of the form only
    void grown(int place) {
        GroupTable table = tables[place];
        if (table != null) {
            if ((growths++ & 7) == 0) {
                form.sample((T) table, sizes, shelves.key());
                sizes.measure();
            }
            count(place, table);
            shelves.relieve(this, place);
        }
    }

    @SuppressWarnings("unchecked") // filled with tables of the form only
    private void count(int place, @Nullable GroupTable table) {
        long now = table == null ? 0 : table.bytes() + sizes.of(form.objects((T) table));
        shelves.used(now - bytes[place]);
        bytes[place] = now;
    }

    /** Estimates anew, since what tables refer to may have grown too. */
    @SuppressWarnings("unchecked") // filled with tables of the form only
    void recount() {
        boolean sampled = false;
        for (int place = 0; place < tables.length; place++) {
            GroupTable table = resident(place);
            if (table != null && !sampled && table.size() > 0) {
                form.sample((T) table, sizes, shelves.key());
                sizes.measure();
                sampled = true;
            }
            count(place, table);
        }
    }

    /** The table of a place if it is in the heap, wherever. */
    @Nullable
    GroupTable resident(int place) {
        return tables[place] == null ? aside[place] : tables[place];
    }

    /** Whether there are tables in files. */
    boolean hasSpilled() {
        return spilledTables > 0;
    }

    /** How many entries of a place are in a file. */
    int spilled(int place) {
        SpilledTable away = spilled[place];
        return away == null ? 0 : away.size();
    }

    /** The clock's hand comes by; returns how many bytes have become free. */
    @SuppressWarnings("unchecked") // filled with tables of the form only
    long pass(int place, Spiller to) {
        GroupTable used = tables[place];
        if (used != null) {
            tables[place] = null;
            aside[place] = used;
            return 0;
        }
        GroupTable idle = aside[place];
        if (idle == null) {
            return 0;
        }
        if (uses[place] > 0) {
            uses[place]--;
            return 0;
        }
        Changes changes = idle.changes();
        if (idle.size() > 0 || (changes != null && !changes.isEmpty())) {
            spilled[place] = to.spill((T) idle, form);
            spilledTables++;
        }
        aside[place] = null;
        form.forget();
        long freed = bytes[place];
        count(place, null);
        return freed;
    }

    void freeze(String name, long namespace, Freezing into) {
        for (int place = 0; place < tables.length; place++) {
            SpilledTable away = spilled[place];
            if (away != null) {
                into.add(name, namespace, first + place, away, form.sieve());
            }
        }
    }

    long size() {
        long size = 0;
        for (int place = 0; place < tables.length; place++) {
            GroupTable idle = aside[place];
            size += spilled(place) + (idle == null ? 0 : idle.size());
        }
        return size;
    }

    void track() {
        for (int place = 0; place < tables.length; place++) {
            GroupTable table = resident(place);
            if (table != null) {
                table.track();
            }
            SpilledTable away = spilled[place];
            if (away != null) {
                away.track();
            }
        }
    }

    void untrack() {
        for (int place = 0; place < tables.length; place++) {
            GroupTable table = resident(place);
            if (table != null) {
                table.untrack();
            }
            SpilledTable away = spilled[place];
            if (away != null) {
                away.untrack();
            }
        }
    }

    /** Forgets what is in a place. */
    void drop(int place) {
        tables[place] = null;
        aside[place] = null;
        SpilledTable away = spilled[place];
        spilled[place] = null;
        if (away != null) {
            spilledTables--;
            away.release();
        }
        count(place, null);
    }

    /** Puts all tables that are in the heap in their places, and forgets the others. */
    void gather() {
        for (int place = 0; place < tables.length; place++) {
            GroupTable table = resident(place);
            if (table == null) {
                drop(place);
            } else {
                tables[place] = table;
                aside[place] = null;
            }
        }
    }

    /** Forgets everything. It is not used any more. */
    void discard() {
        for (int place = 0; place < tables.length; place++) {
            drop(place);
        }
        shelves.remove(this);
    }
}
