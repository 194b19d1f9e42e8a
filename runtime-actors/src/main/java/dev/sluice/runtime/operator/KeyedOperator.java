package dev.sluice.runtime.operator;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
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
    private long reached = Long.MIN_VALUE;
    private final RestoredTimes restored = new RestoredTimes();
    private @Nullable RestoredStates declared;
    private @Nullable KeyedCells cells;

    KeyedOperator(KeyKind kind, OperatorContext context) {
        this.context = context;
        key = new KeyCursor(kind, context.maxParallelism());
        store = context.openState(kind);
    }

    /**
     * Gives a function's state its place in the store.
     *
     * @param prefix of the names in the store
     * @param at the key whose state it is
     * @param time by which it expires
     */
    final StateCells declare(List<StateDeclaration> states, String prefix, KeyCursor at, StateTime time) {
        List<StateDeclaration> named =
                states.stream().map(state -> state.named(prefix + state.name())).toList();
        declared = new RestoredStates(RestoredStates.OF_FUNCTION, named, context.codec());
        KeyedCells made = new KeyedCells(store, at, context.sharing(), time);
        cells = made;
        return new StateCells() {
            @Override
            public <V> StateCell<V> cell(StateDeclaration declaration) {
                return made.cell(declaration.named(prefix + declaration.name()));
            }
        };
    }

    /** Compares what was restored with what is declared; called when the function is opened. */
    final void checkRestored() throws PermanentException {
        if (declared != null && cells != null) {
            cells.convert(declared.check(context.task().operator()));
        }
    }

    /** Drops some of the declared state that has expired; called after a batch or a part of one. */
    final void sweep(int processed) {
        if (cells != null) {
            cells.sweep(processed);
        }
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

    /** Whether event time had gone on further for some keys before a restore: see {@link #watermarkOf}. */
    public final boolean isUneven() {
        return restored.areUneven();
    }

    /** The time that a key group has come to, which is the operator's own unless {@link #isUneven}. */
    final long watermarkOf(int group) {
        return Math.max(watermark, restored.of(group));
    }

    /** The time for user functions: while timers or windows fire, it is the watermark that makes them fire. */
    final long currentWatermark() {
        return Math.max(reached, watermark);
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
        reached = time;
        if (!fire(time, out)) {
            return false;
        }
        watermark = time;
        restored.passed(time);
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

    /** Adds what is kept outside of the store. */
    void snapshotMore(List<OperatorSnapshot> parts) {}

    /** Takes back what {@link #snapshotMore} added. */
    void restoreMore(Chunk chunk) {
        throw new IllegalStateException(
                "does not know the state \"" + chunk.header().state() + "\"");
    }

    @Override
    public final OperatorSnapshot snapshot(SnapshotRequest request) {
        List<OperatorSnapshot> parts = new ArrayList<>();
        parts.add(restored.snapshot(context.keyGroups(), watermark));
        parts.add(OperatorSnapshot.of(store.freeze(request)));
        if (declared != null) {
            declared.snapshot(parts);
        }
        snapshotMore(parts);
        return OperatorSnapshot.of(parts);
    }

    @Override
    public final void restore(Chunk chunk) {
        if (chunk.header().state().equals(OperatorState.WATERMARK)) {
            watermark = restored.add(chunk, context.keyGroups());
        } else if (chunk.header().state().equals(RestoredStates.OF_FUNCTION)) {
            if (declared != null) {
                declared.restore(chunk);
            }
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
