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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The named states of one operator on one subtask. */
final class HeapStore implements KeyedStateStore {
    private final KeyGroupRange range;
    private final KeyKind kind;
    private final int maxParallelism;
    private final ValueCodec codec;
    private final Sharing sharing;
    private final Map<String, HeapNamespaces<KeyedValues<?>>> values = new LinkedHashMap<>();
    private final Map<String, HeapNamespaces<KeyedLongs>> longs = new LinkedHashMap<>();
    private final Map<String, HeapTimers> timers = new LinkedHashMap<>();

    HeapStore(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec) {
        this.range = range;
        this.kind = kind;
        this.maxParallelism = maxParallelism;
        this.codec = codec;
        sharing = new Sharing(codec);
    }

    @Override
    @SuppressWarnings("unchecked") // a name is asked for with one type only: by the operator that declared it
    public <V> Namespaces<KeyedValues<V>> values(String name, ValueType<V> type) {
        UnaryOperator<Object> copier = type.copier() == null ? codec::copy : (UnaryOperator<Object>) type.copier();
        Supplier<Sieve<V>> expiry = type.expiry();
        Supplier<HeapValues<V>> objects = () -> new HeapValues<>(range, maxParallelism, kind, copier, sharing, expiry);
        Supplier<V> prototype = type.prototype();
        Supplier<KeyedValues<V>> factory = prototype == null || !kind.primitive()
                ? objects::get
                : () -> new RowValues<>(range, maxParallelism, kind, prototype, objects);
        HeapNamespaces<KeyedValues<?>> state = values.computeIfAbsent(name, n -> new HeapNamespaces<>(factory));
        return (Namespaces<KeyedValues<V>>) (Namespaces<?>) state;
    }

    @Override
    public Namespaces<KeyedLongs> longs(String name) {
        return longs.computeIfAbsent(name, n -> new HeapNamespaces<>(this::newLongs));
    }

    private KeyedLongs newLongs() {
        return kind.primitive() ? new CellLongs(range, maxParallelism) : new ObjectKeyLongs(range, maxParallelism);
    }

    @Override
    public TimerQueue timers(String name) {
        return timers.computeIfAbsent(name, n -> new HeapTimers(kind, sharing));
    }

    @Override
    public StateSnapshot freeze(SnapshotRequest request) {
        List<HeapSnapshot.Part> parts = new ArrayList<>();
        values.forEach((name, state) -> state.freeze(name, parts::add));
        longs.forEach((name, state) -> state.freeze(name, parts::add));
        List<StateSnapshot> all = new ArrayList<>();
        all.add(new HeapSnapshot(parts, new KeyCursor(kind, maxParallelism)));
        timers.forEach((name, queue) -> all.add(queue.freeze(name, maxParallelism)));
        return StateSnapshot.of(all);
    }

    @Override
    public void restore(Chunk chunk) {
        if (!range.contains(chunk.header().keyGroup())) {
            return;
        }
        KeyCursor key = new KeyCursor(kind, maxParallelism);
        String name = chunk.header().state();
        HeapTimers queue = timers.get(name);
        if (queue != null) {
            queue.restore(chunk, codec, key);
            return;
        }
        EntryChunk entries = EntryChunk.decode(chunk, kind, codec);
        if (entries.rows() != null) {
            Namespaces<KeyedValues<Object>> target = values(name, ValueType.serialized());
            for (int i = 0, end; i < entries.size(); i = end) {
                end = entries.endOfNamespace(i);
                restore(name, target.at(entries.namespaces()[i]), chunk.header().keyGroup(), entries, i, end);
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

    private static void restore(
            String name, KeyedValues<Object> target, int keyGroup, EntryChunk entries, int from, int to) {
        if (!(target instanceof RowValues<Object> rows) || entries.layout() == null || entries.rows() == null) {
            throw new IllegalStateException("state " + name + " was an aggregate's when the snapshot was taken,"
                    + " and is none now: start the job anew, or give the operator another uid");
        }
        rows.restore(keyGroup, entries.layout(), entries.rows(), from, to);
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
        values.clear();
        longs.clear();
        timers.clear();
    }
}
