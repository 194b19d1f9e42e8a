package dev.sluice.runtime.offline;

import dev.sluice.api.connector.Source;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One state by key, as a collection of keys with what each has: for a list state a {@code List}, for a map state a
 * {@code Map}. What is handed out belongs to the caller.
 *
 * @param <K> the type of the keys
 * @param <V> the type of what a key has
 */
public final class StateEntries<K, V> {
    private final SavepointReader reader;
    private final Query<K, V> query;
    private final Decoder decoder;

    StateEntries(SavepointReader reader, Query<K, V> query) {
        this.reader = reader;
        this.query = query;
        decoder = query.decoder(reader.index()); // refuses what does not fit
    }

    /** @return all entries, each key once; to be closed, which otherwise the reader does */
    public Stream<Map.Entry<K, V>> stream() {
        return stream(group -> true);
    }

    /**
     * Visits all entries.
     *
     * @param action is given each key with what it has
     */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        try (Stream<Map.Entry<K, V>> entries = stream()) {
            entries.forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
        }
    }

    /**
     * Looks for a key. Of the savepoint's files only the key's key group is decompressed, but there is no index: for
     * more than a few keys go through {@link #stream} once.
     *
     * @param key a key
     * @return what it has, null if nothing
     */
    public @Nullable V get(K key) {
        Class<?> type = Objects.requireNonNull(query.expected().key());
        KeyCursor cursor = new KeyCursor(KeyKind.of(type), reader.maxParallelism());
        cursor.pointBoxed(key);
        try (Stream<Map.Entry<K, V>> entries = stream(group -> group == cursor.group())) {
            return entries.filter(entry -> entry.getKey().equals(key))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(null);
        }
    }

    /** @return how many keys there are; no value is decoded */
    public long count() {
        try (ChunkCursor chunks = reader.chunks(query.uid(), query.expected().chunks(), group -> true)) {
            long count = 0;
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                count += chunk.header().entries();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same entries as records of a job, exactly once. Each snapshot in the savepoint, of whatever operator, is a
     * split. The folder must stay where it is until all is read, and be reachable from all nodes; the source does not
     * need this reader any more.
     *
     * @param record makes a key with what it has into a record
     * @param <T> the type of the records
     * @return a bounded source
     */
    public <T> Source<T> source(BiFunction<? super K, ? super V, ? extends T> record) {
        return new StateSource<>(reader.index(), query, record);
    }

    private Stream<Map.Entry<K, V>> stream(IntPredicate groups) {
        ChunkCursor chunks = reader.chunks(query.uid(), query.expected().chunks(), groups);
        return reader.stream(query.entries(chunks, decoder));
    }
}
