package dev.sluice.persistence.state.heap;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An array of numbers as it was at one moment, while its owner goes on writing into it: before it writes into a page
 * for the first time it puts a copy of that page aside. So the owner never stops for longer than one page takes.
 *
 * <p>Lock-free, for two threads. The reader copies a page and then says so; if the owner was there first, the reader's
 * copy may be torn, and is thrown away for what the owner put aside. If the reader was first, the owner has nothing
 * more to save.
 */
final class Pages {
    private static final long[] READ = {};

    private final long[] array;
    private final int used;
    private final int pageLength;
    private final AtomicReferenceArray<long[]> saved;
    private volatile boolean released;

    /**
     * @param array what is frozen
     * @param used so much of it, from the beginning
     * @param pageLength how much is copied at a time
     */
    Pages(long[] array, int used, int pageLength) {
        this.array = array;
        this.used = used;
        this.pageLength = pageLength;
        saved = new AtomicReferenceArray<>((used + pageLength - 1) / pageLength);
    }

    int count() {
        return saved.length();
    }

    /** To be called by the owner before it writes into a page. */
    void save(int page) {
        if (page < saved.length() && saved.get(page) == null) {
            long[] copy = new long[length(page)];
            System.arraycopy(array, page * pageLength, copy, 0, copy.length);
            saved.compareAndSet(page, null, copy);
        }
    }

    /** Reads a page, once; returns how long it is. */
    int read(int page, long[] into) {
        int length = length(page);
        long[] copy = saved.get(page);
        if (copy == null) {
            System.arraycopy(array, page * pageLength, into, 0, length);
            if (saved.compareAndSet(page, null, READ)) {
                return length;
            }
            copy = saved.get(page);
        }
        System.arraycopy(copy, 0, into, 0, length);
        saved.set(page, READ);
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
