package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.Chunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is in the chunks of a cursor, one after the other; holds a chunk at a time. */
final class Entries<T> implements Iterator<T>, Closeable {
    private final ChunkCursor chunks;
    private final BiConsumer<Chunk, Consumer<T>> decoder;
    private final Queue<T> decoded = new ArrayDeque<>();

    Entries(ChunkCursor chunks, BiConsumer<Chunk, Consumer<T>> decoder) {
        this.chunks = chunks;
        this.decoder = decoder;
    }

    @Override
    public boolean hasNext() {
        while (decoded.isEmpty()) {
            Chunk chunk = chunks.next();
            if (chunk == null) {
                return false;
            }
            decoder.accept(chunk, decoded::add);
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more entries");
        }
        return decoded.remove();
    }

    @Override
    public void close() throws IOException {
        decoded.clear();
        chunks.close();
    }
}
