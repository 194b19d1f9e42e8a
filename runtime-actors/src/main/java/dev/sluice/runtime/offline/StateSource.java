package dev.sluice.runtime.offline;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Entries of a state as records; a split is a snapshot, and a position the number of entries before it. */
final class StateSource<K, V, T> implements Source<T> {
    private final SavepointIndex index;
    private final Query<K, V> query;
    private final BiFunction<? super K, ? super V, ? extends T> record;

    StateSource(SavepointIndex index, Query<K, V> query, BiFunction<? super K, ? super V, ? extends T> record) {
        this.index = index;
        this.query = query;
        this.record = record;
    }

    @Override
    public List<Split> splits(int parallelism) {
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < index.folder().manifest().snapshots().size(); i++) {
            splits.add(new Split(String.valueOf(i), 0, Long.MAX_VALUE));
        }
        return splits;
    }

    @Override
    public SourceReader<T> open(Split split, long position, SourceContext context) {
        SnapshotHandle snapshot = index.folder().manifest().snapshots().get(Integer.parseInt(split.id()));
        ChunkCursor chunks = new ChunkCursor(
                index.folder(), List.of(snapshot), query.uid(), query.expected().chunks(), group -> true);
        Entries<Map.Entry<K, V>> entries = query.entries(chunks, query.decoder(index));
        for (long i = 0; i < position && entries.hasNext(); i++) {
            entries.next();
        }
        return new Reader(entries, position);
    }

    @Override
    public boolean freshRecords() {
        return true;
    }

    private final class Reader implements SourceReader<T> {
        private final Entries<Map.Entry<K, V>> entries;
        private long position;

        Reader(Entries<Map.Entry<K, V>> entries, long position) {
            this.entries = entries;
            this.position = position;
        }

        @Override
        public Status read(SourceOutput<T> out, int limit) {
            for (int i = 0; i < limit; i++) {
                if (!entries.hasNext()) {
                    return Status.END;
                }
                Map.Entry<K, V> entry = entries.next();
                out.emit(record.apply(entry.getKey(), entry.getValue()));
                position++;
            }
            return Status.MORE;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() throws Exception {
            entries.close();
        }
    }
}
