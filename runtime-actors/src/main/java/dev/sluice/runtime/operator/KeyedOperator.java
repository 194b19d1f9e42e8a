package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operator with state by key and an event time of its own, both part of its snapshots. */
abstract class KeyedOperator implements Operator, KeyedStateView {
    final OperatorContext context;
    final KeyCursor key;
    final KeyedStateStore store;
    private long watermark = Long.MIN_VALUE;
    private long restoredWatermark = Long.MAX_VALUE;

    KeyedOperator(KeyKind kind, OperatorContext context) {
        this.context = context;
        key = new KeyCursor(kind, context.maxParallelism());
        store = context.openState(kind);
    }

    /** Points the cursor at the key of a record. */
    final void pointAt(Batch in, int i) {
        if (key.kind().primitive()) {
            key.point(in.longKeys[i], in.hashes[i]);
        } else {
            key.point(Objects.requireNonNull(in.keys[i]), in.hashes[i]);
        }
    }

    final long watermark() {
        return watermark;
    }

    /** Fires what the watermark reaches; see {@link Operator#onWatermark}. */
    boolean fire(long time, Emitter out) throws Exception {
        return true;
    }

    @Override
    public final boolean onWatermark(long time, Emitter out) throws Exception {
        if (time <= watermark) {
            return true;
        }
        if (!fire(time, out)) {
            return false;
        }
        watermark = time;
        return true;
    }

    @Override
    public List<String> stateNames() {
        return List.of();
    }

    @Override
    public final @Nullable Object state(String name, Object of) {
        key.pointBoxed(of);
        try {
            return look(name);
        } finally {
            key.pointNowhere();
        }
    }

    /** A copy of what the current key has in one of the {@link #stateNames()}. */
    @Nullable
    Object look(String name) {
        throw new IllegalArgumentException("there is no state \"" + name + "\" by key");
    }

    final @Nullable Object copy(@Nullable Object value) {
        return value == null ? null : context.sharing().own(value);
    }

    /** Adds what is kept outside of the store. */
    void snapshotMore(List<OperatorSnapshot> parts) {}

    /** Takes back what {@link #snapshotMore} added. */
    void restoreMore(Chunk chunk) {
        throw new IllegalStateException(
                "does not know the state \"" + chunk.header().state() + "\"");
    }

    @Override
    public final OperatorSnapshot snapshot(long checkpoint) {
        List<OperatorSnapshot> parts = new ArrayList<>();
        parts.add(OperatorState.ofLong(OperatorState.WATERMARK, watermark));
        parts.add(OperatorSnapshot.of(store.freeze()));
        snapshotMore(parts);
        return OperatorSnapshot.of(parts);
    }

    @Override
    public final void restore(Chunk chunk) {
        if (chunk.header().state().equals(OperatorState.WATERMARK)) {
            // Subtasks may have been at different times; the earliest makes nobody late.
            restoredWatermark = Math.min(restoredWatermark, OperatorState.readLong(chunk));
            watermark = restoredWatermark;
        } else if (chunk.header().state().startsWith("$")) {
            restoreMore(chunk);
        } else {
            store.restore(chunk);
        }
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
