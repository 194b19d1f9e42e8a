package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What has changed in frozen tables: first what went, then what came, so that it can be put over what was written
 * before.
 */
final class HeapDelta implements HeapContent {
    private final List<HeapSnapshot.Part> parts;
    private final Map<String, SortedSet<Long>> dropped;
    private final KeyGroupRange range;
    private final KeyCursor key;

    HeapDelta(Freezing frozen, KeyGroupRange range, KeyCursor key) {
        parts = frozen.parts.stream()
                .sorted(Comparator.comparing(HeapSnapshot.Part::name).thenComparingInt(HeapSnapshot.Part::group))
                .toList();
        dropped = frozen.dropped;
        this.range = range;
        this.key = key;
    }

    @Override
    public void write(String operator, PieceWriter writer, ValueCodec codec) throws IOException {
        EntryWriter entries = new EntryWriter(operator, writer, codec, key.kind());
        for (Map.Entry<String, SortedSet<Long>> state : dropped.entrySet()) {
            for (int group = range.first(); group < range.end(); group++) {
                for (long namespace : state.getValue()) {
                    entries.begin(state.getKey(), group, EntryKind.DROPPED);
                    entries.drop(namespace);
                }
            }
        }
        for (HeapSnapshot.Part part : parts) {
            writeRemoved(part, entries);
        }
        for (HeapSnapshot.Part part : parts) {
            FrozenChanges changes = part.changes();
            if (changes == null || changes.all() || changes.count() > 0) {
                entries.begin(part.name(), part.group(), part.frozen().kind());
                part.frozen().write(part.namespace(), key, entries, changes == null || changes.all() ? null : changes);
            }
        }
        entries.flush();
        release();
    }

    private void writeRemoved(HeapSnapshot.Part part, EntryWriter entries) throws IOException {
        FrozenChanges changes = part.changes();
        if (changes == null || changes.all()) {
            entries.begin(part.name(), part.group(), EntryKind.DROPPED);
            entries.drop(part.namespace());
            return;
        }
        for (int i = 0; i < changes.removed().size(); i++) {
            changes.removed().pointAt(i, key);
            entries.begin(part.name(), part.group(), EntryKind.REMOVED);
            entries.remove(part.namespace(), key);
        }
    }

    @Override
    public void release() {
        parts.forEach(part -> part.frozen().release());
    }
}
