package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frozen tables on their way to a checkpoint store. */
final class HeapSnapshot implements HeapContent {
    private final List<Part> parts;
    private final KeyCursor key;

    /** One frozen table; let go as soon as it is written, so that the subtask need not copy it any more. */
    record Part(
            String name,
            long namespace,
            int group,
            FrozenTable frozen,
            @Nullable FrozenChanges changes) {}

    HeapSnapshot(List<Part> parts, KeyCursor key) {
        this.parts = new ArrayList<>(parts);
        this.parts.sort(Comparator.comparing(Part::name).thenComparingInt(Part::group));
        this.key = key;
    }

    @Override
    public void write(String operator, PieceWriter writer, ValueCodec codec) throws IOException {
        EntryWriter entries = new EntryWriter(operator, writer, codec, key.kind());
        int released = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            // What is not written yet is still referred to: its values must not change before.
            if (entries.begin(part.name, part.group, part.frozen.kind())) {
                released = release(released, i);
            }
            part.frozen.write(part.namespace, key, entries, null);
        }
        entries.flush();
        release(released, parts.size());
    }

    /** It as a snapshot that nothing can build on. */
    StateSnapshot alone() {
        return new StateSnapshot() {
            @Override
            public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
                HeapSnapshot.this.write(operator, writer, codec);
            }

            @Override
            public void release() {
                HeapSnapshot.this.release();
            }
        };
    }

    private int release(int from, int to) {
        parts.subList(from, to).forEach(part -> part.frozen.release());
        return to;
    }

    @Override
    public void release() {
        release(0, parts.size());
    }
}
