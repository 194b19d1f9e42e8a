package dev.sluice.persistence.state.heap;

import java.io.UncheckedIOException;

/**
 * Where the tables of one store go for which there is no room in the heap. Used by one thread, but for what is said of
 * files.
 */
public interface Overflow extends AutoCloseable {

    /** @param bytes how much more the tables of the store take; less if negative. Estimated */
    void used(long bytes);

    /** @return how many bytes of this store's tables should leave the heap; 0 if all may stay. Quick if so */
    long excess();

    /**
     * @return a new file, which the caller holds
     * @throws UncheckedIOException if it cannot be made
     */
    OverflowFile open();

    /** Nothing of the store is in the heap any more. */
    @Override
    void close();
}
