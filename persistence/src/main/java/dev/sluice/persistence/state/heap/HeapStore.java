package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.TimerQueue;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.format.EntryChunk;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.NativeChunks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The named states of one operator on one subtask. */
final class HeapStore implements KeyedStateStore {
    private final KeyGroupRange range;
    private final KeyKind kind;
    private final Site site;
    private final @Nullable Shelves shelves;
    private final ValueCodec codec;
    private final Sharing sharing;
    private final Map<String, HeapNamespaces<KeyedValues<?>>> values = new LinkedHashMap<>();
    private final Map<String, HeapNamespaces<KeyedLongs>> longs = new LinkedHashMap<>();
    private final Map<String, HeapTimers> timers = new LinkedHashMap<>();
    private final Tracking tracking = new Tracking();
    private final HeapChain chain;

    /** @param overflow where tables go for which there is no room; null: all stay */
    HeapStore(
            KeyGroupRange range,
            KeyKind kind,
            int maxParallelism,
            ValueCodec codec,
            HeapChain chain,
            @Nullable Overflow overflow) {
        this.chain = chain;
        this.range = range;
        this.kind = kind;
        this.codec = codec;
        shelves = overflow == null
                ? null
                : new Shelves(overflow, tracking, kind, maxParallelism, ValueCodec.create(codec.types()));
        site = new Site(range, maxParallelism, kind, tracking, shelves);
        sharing = new Sharing(codec);
    }

    @Override
    @SuppressWarnings("unchecked") // a name is asked for with one type only: by the operator that declared it
    public <V> Namespaces<KeyedValues<V>> values(String name, ValueType<V> type) {
        UnaryOperator<Object> copier = type.copier() == null ? codec::copy : (UnaryOperator<Object>) type.copier();
        Supplier<Sieve<V>> expiry = type.expiry();
        Supplier<HeapValues<V>> objects = () -> new HeapValues<>(site, copier, sharing, expiry);
        Supplier<V> prototype = type.prototype();
        Supplier<KeyedValues<V>> factory =
                prototype == null || !kind.primitive() ? objects::get : () -> new RowValues<>(site, prototype, objects);
        HeapNamespaces<KeyedValues<?>> state =
                values.computeIfAbsent(name, n -> new HeapNamespaces<>(tracking, factory));
        return (Namespaces<KeyedValues<V>>) (Namespaces<?>) state;
    }

    @Override
    public Namespaces<KeyedLongs> longs(String name) {
        return longs.computeIfAbsent(name, n -> new HeapNamespaces<>(tracking, this::newLongs));
    }

    private KeyedLongs newLongs() {
        return kind.primitive() ? new CellLongs(site) : new ObjectKeyLongs(site);
    }

    @Override
    public TimerQueue timers(String name) {
        return timers.computeIfAbsent(name, n -> new HeapTimers(kind, sharing));
    }

    @Override
    public StateSnapshot freeze(SnapshotRequest request) {
        if (shelves != null) {
            shelves.recount();
        }
        List<StateSnapshot> all = new ArrayList<>();
        all.add(freezeTables(request));
        // Always whole: they come and go, so that hardly any would be the same the next time.
        timers.forEach((name, queue) -> all.add(queue.freeze(name, site.maxParallelism())));
        return StateSnapshot.of(all);
    }

    private StateSnapshot freezeTables(SnapshotRequest request) {
        boolean notes = tracking.on && !request.savepoint();
        Freezing frozen = new Freezing(notes, notes && chain.lastIsBase(request));
        values.forEach((name, state) -> state.freeze(name, frozen));
        longs.forEach((name, state) -> state.freeze(name, frozen));
        KeyCursor key = site.cursor();
        if (request.savepoint()) {
            return new HeapSnapshot(frozen.parts, key).alone();
        }
        long entries = size();
        if (!chain.isWorthIt(entries, tracking.on)) {
            if (tracking.on) {
                track(false);
                chain.end();
            }
            return new HeapSnapshot(frozen.parts, key).alone();
        }
        if (!tracking.on) {
            track(true);
        }
        long changed = frozen.changed();
        HeapChain.Written before = chain.begin(request, changed, entries);
        return before == null
                ? new HeapPiece(
                        new HeapSnapshot(frozen.parts, key), chain, request.checkpoint(), HeapPiece.NOTHING, changed)
                : new HeapPiece(new HeapDelta(frozen, range, key), chain, request.checkpoint(), before, changed);
    }

    private void track(boolean on) {
        tracking.on = on;
        for (Map<String, ? extends HeapNamespaces<?>> states : List.of(values, longs)) {
            for (HeapNamespaces<?> state : states.values()) {
                if (on) {
                    state.track();
                } else {
                    state.untrack();
                }
            }
        }
    }

    private long size() {
        return values.values().stream().mapToLong(HeapNamespaces::size).sum()
                + longs.values().stream().mapToLong(HeapNamespaces::size).sum();
    }

    @Override
    public void restore(Chunk chunk) {
        if (NativeChunks.isNative(chunk.header())) {
            throw NativeChunks.refused(chunk.header(), "heap");
        }
        if (!range.contains(chunk.header().keyGroup())) {
            return;
        }
        KeyCursor key = site.cursor();
        String name = chunk.header().state();
        HeapTimers queue = timers.get(name);
        if (queue != null) {
            queue.restore(chunk, codec, key);
            return;
        }
        EntryChunk entries = EntryChunk.decode(chunk, kind, codec);
        if (entries.role() != EntryKind.Role.PUT) {
            takeAway(name, chunk.header().keyGroup(), entries, key);
        } else if (entries.rows() != null) {
            Namespaces<KeyedValues<Object>> target = values(name, ValueType.serialized());
            for (int i = 0, end; i < entries.size(); i = end) {
                end = entries.endOfNamespace(i);
                restore(name, target.at(entries.namespaces()[i]), chunk.header().keyGroup(), entries, i, end, key);
            }
        } else if (entries.hasLongs()) {
            Namespaces<KeyedLongs> target = longs(name);
            for (int i = 0, end; i < entries.size(); i = end) {
                end = entries.endOfNamespace(i);
                restore(target.at(entries.namespaces()[i]), chunk.header().keyGroup(), entries, i, end, key);
            }
        } else {
            Namespaces<KeyedValues<Object>> target = values(name, ValueType.serialized());
            for (int i = 0; i < entries.size(); i++) {
                entries.pointAt(i, key);
                target.at(entries.namespaces()[i]).put(key, entries.value(i));
            }
        }
    }

    private void takeAway(String name, int keyGroup, EntryChunk entries, KeyCursor key) {
        Namespaces<? extends KeyedValues<?>> ofValues = values.get(name);
        Namespaces<KeyedLongs> ofLongs = longs.get(name);
        for (int i = 0; i < entries.size(); i++) {
            long namespace = entries.namespaces()[i];
            Object state =
                    ofValues != null ? ofValues.find(namespace) : ofLongs == null ? null : ofLongs.find(namespace);
            if (state == null) {
                continue; // came and went
            }
            if (entries.role() == EntryKind.Role.DROP) {
                ((HeapState) state).drop(keyGroup);
            } else if (state instanceof KeyedValues<?> keyed) {
                entries.pointAt(i, key);
                keyed.remove(key);
            }
        }
    }

    private static void restore(
            String name,
            KeyedValues<Object> target,
            int keyGroup,
            EntryChunk entries,
            int from,
            int to,
            KeyCursor key) {
        if (!(target instanceof RowValues<Object> rows) || entries.layout() == null || entries.rows() == null) {
            throw new IllegalStateException("state " + name + " was an aggregate's when the snapshot was taken,"
                    + " and is none now: start the job anew, or give the operator another uid");
        }
        RestoredRows.restore(rows, key, keyGroup, entries.layout(), entries.rows(), from, to);
    }

    private static void restore(KeyedLongs target, int keyGroup, EntryChunk entries, int from, int to, KeyCursor key) {
        long[] keys = entries.longKeys();
        long[] numbers = entries.longValues();
        if (target instanceof CellLongs cells && keys != null && numbers != null) {
            cells.putAll(keyGroup, keys, numbers, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            entries.pointAt(i, key);
            target.put(key, entries.longValue(i));
        }
    }

    @Override
    public void close() {
        if (shelves != null) {
            shelves.close();
        }
        values.clear();
        longs.clear();
        timers.clear();
    }
}
