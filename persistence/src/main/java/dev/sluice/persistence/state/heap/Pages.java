package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.format.EntryWriter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers as it was at one moment, while its owner goes on writing into it: before it writes into a page
 * for the first time it puts a copy of that page aside. So the owner never stops for longer than one page takes.
 *
 * <p>Lock-free, for two threads. The reader copies a page and then says so; if the owner was there first, the reader's
 * copy may be torn, and is thrown away for what the owner put aside. If the reader was first, the owner has nothing
 * more to save.
 *
 * <p>The memory of the copies is handed on from one snapshot to the next: it has grown old by then, and fresh memory
 * would have to be copied once more by each young collection that comes while the snapshot is being written.
 */
final class Pages implements EntryWriter.RowPages {
    private static final int SAVED = 1;
    private static final int READ = 2;

    private final long[] array;
    private final int used;
    private final int pageLength;
    private final AtomicIntegerArray states;
    private final long[] @Nullable [] copies;
    private boolean copied;
    private volatile boolean released;

    /**
     * @param array what is frozen
     * @param used so much of it, from the beginning
     * @param pageLength how much is copied at a time
     * @param before the owner's last ones, whose memory is used again if it was needed and is free
     */
    Pages(long[] array, int used, int pageLength, @Nullable Pages before) {
        this.array = array;
        this.used = used;
        this.pageLength = pageLength;
        int count = (used + pageLength - 1) / pageLength;
        states = new AtomicIntegerArray(count);
        copies = before != null && before.copied && before.released
                ? Arrays.copyOf(before.copies, count)
                : new long[count][];
    }

    int count() {
        return states.length();
    }

    /** To be called by the owner before it writes into a page; returns what still holds the array, if anything. */
    static @Nullable Pages own(@Nullable Pages held, int page) {
        if (held == null || held.released) {
            return null;
        }
        held.save(page);
        return held;
    }

    private void save(int page) {
        if (page < states.length() && states.get(page) == 0) {
            long[] copy = copies[page];
            if (copy == null) {
                copy = new long[pageLength];
                copies[page] = copy;
            }
            System.arraycopy(array, page * pageLength, copy, 0, length(page));
            copied = true;
            states.compareAndSet(page, 0, SAVED);
        }
    }

    @Override
    public int read(int page, long[] into, int at) {
        int length = length(page);
        if (states.get(page) == 0) {
            System.arraycopy(array, page * pageLength, into, at, length);
            if (states.compareAndSet(page, 0, READ)) {
                return length;
            }
        }
        System.arraycopy(copies[page], 0, into, at, length);
        return length;
    }

    private int length(int page) {
        return Math.min(pageLength, used - page * pageLength);
    }

    /** The owner need not save any more. */
    void release() {
        released = true;
    }

    boolean isReleased() {
        return released;
    }
}
