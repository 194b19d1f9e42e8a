package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.TimerQueue;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.format.NativeChunks;
import dev.sluice.persistence.state.rocks.RocksDbBackend.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named states of one operator on one subtask, in a database of their own, which is opened when it is needed. */
final class RocksStore implements KeyedStateStore {
    private final Space space;
    private final KeyCodec keys;
    private final KeyGroupRange range;
    private final int maxParallelism;
    private final Prefixes prefixes = new Prefixes();
    private final Cells cells;
    private final Slots slots;
    private final Bytes key = new Bytes();
    private final Bytes cell = new Bytes();
    private final Map<Name, StateInfo> states = new LinkedHashMap<>();
    private final Map<String, RocksNamespaces<KeyedValues<?>>> valueTables = new HashMap<>();
    private final Map<String, RocksNamespaces<KeyedLongs>> longTables = new HashMap<>();
    private final Map<String, RocksTimers> timerQueues = new HashMap<>();
    private final List<HotValues<?>> hotValues = new ArrayList<>();
    private final Uploads uploads = new Uploads();
    private @Nullable RestoredFiles restoring;
    private @Nullable Database database;
    private int numbers;
    private int frozen;
    private boolean closed;

    private record Name(StateKind kind, String name) {}

    RocksStore(Space space, KeyCodec keys, KeyGroupRange range, int maxParallelism, ValueCodec codec) {
        this.space = space;
        this.keys = keys;
        this.range = range;
        this.maxParallelism = maxParallelism;
        cells = new Cells(keys, codec, prefixes);
        slots = new Slots(keys, maxParallelism);
    }

    /** The database, opened now if it was not needed before. */
    Database database() {
        Database open = database;
        if (open == null) {
            if (closed) {
                throw new IllegalStateException("the state in " + space.folder() + " is closed");
            }
            open = new Database(space);
            database = open;
        }
        return open;
    }

    boolean isOpen() {
        return database != null;
    }

    Space space() {
        return space;
    }

    KeyGroupRange range() {
        return range;
    }

    int maxParallelism() {
        return maxParallelism;
    }

    KeyKind kind() {
        return keys.kind();
    }

    KeyCodec keys() {
        return keys;
    }

    Cells cells() {
        return cells;
    }

    Prefixes prefixes() {
        return prefixes;
    }

    Slots slots() {
        return slots;
    }

    /** Where keys are put together; for one at a time. */
    Bytes key() {
        return key;
    }

    /** Where cells are put together; for one at a time. */
    Bytes cell() {
        return cell;
    }

    /** A state by name, made if it is not known. */
    StateInfo state(String name, StateKind kind) {
        return states.computeIfAbsent(new Name(kind, name), n -> new StateInfo(numbers++, name, kind));
    }

    /** A state by name, if it is known. */
    @Nullable
    StateInfo known(String name, StateKind kind) {
        return states.get(new Name(kind, name));
    }

    /** Becomes the store of restored files, which are in its place; the database is not open yet. */
    void adopt(StoreMeta meta, KeyGroupRange groups) {
        meta.prefixes().forEach(prefixes::add);
        Map<Integer, StateInfo> before = new HashMap<>();
        states.values().forEach(state -> before.put(state.id, state));
        numbers = Math.max(
                numbers,
                meta.states().stream().mapToInt(state -> state.id() + 1).max().orElse(0));
        for (StoreMeta.State restored : meta.states()) {
            StateInfo other = before.get(restored.id());
            if (other != null
                    && other.id == restored.id()
                    && (!other.name.equals(restored.name()) || other.kind != restored.kind())) {
                other.id = numbers++; // nothing is written under its number yet
            }
            state(restored.name(), restored.kind()).id = restored.id();
            take(restored, groups);
        }
    }

    /** Takes over what is known of a restored state, as far as it has entries in these key groups. */
    StateInfo take(StoreMeta.State restored, KeyGroupRange groups) {
        StateInfo state = state(restored.name(), restored.kind());
        if (restored.layout() != null) {
            state.restoreRows(restored.layout());
        }
        state.hasObjects |= restored.hasObjects();
        restored.namespaces().forEach((namespace, of) -> {
            BitSet within = new BitSet();
            within.set(groups.first(), groups.end());
            within.and(of);
            if (!within.isEmpty()) {
                state.groups(namespace).or(within);
            }
        });
        return state;
    }

    @Override
    @SuppressWarnings("unchecked") // a name is asked for with one type only: by the operator that declared it
    public <V> Namespaces<KeyedValues<V>> values(String name, ValueType<V> type) {
        RocksNamespaces<KeyedValues<?>> tables = valueTables.computeIfAbsent(name, n -> {
            StateInfo state = state(name, StateKind.VALUES);
            ValueForm<V> form = new ValueForm<>(state, type, cells);
            state.declare(form);
            HotValues<V> hot = new HotValues<>(this, form);
            hotValues.add(hot);
            return new RocksNamespaces<>(state, namespace -> new RocksValues<>(this, state, namespace, form, hot));
        });
        return (Namespaces<KeyedValues<V>>) (Namespaces<?>) tables;
    }

    @Override
    public Namespaces<KeyedLongs> longs(String name) {
        return longTables.computeIfAbsent(name, n -> {
            StateInfo state = state(name, StateKind.LONGS);
            return new RocksNamespaces<>(state, namespace -> new RocksLongs(this, state, namespace));
        });
    }

    @Override
    public TimerQueue timers(String name) {
        return timerQueues.computeIfAbsent(name, n -> new RocksTimers(this, state(n, StateKind.TIMERS)));
    }

    @Override
    @SuppressWarnings("unchecked") // sieves of the state's values
    public StateSnapshot freeze(SnapshotRequest request) {
        timerQueues.values().forEach(RocksTimers::deleteTaken);
        hotValues.forEach(HotValues::flush);
        if (request.savepoint()) {
            List<CanonicalSnapshot.Part> parts = new ArrayList<>();
            for (StateInfo state : states.values()) {
                ValueForm<?> form = state.form();
                Sieve<Object> sieve = form == null ? null : (Sieve<Object>) form.expiry();
                parts.add(new CanonicalSnapshot.Part(StoreMeta.State.of(state), sieve));
            }
            return new CanonicalSnapshot(database(), range, kind(), maxParallelism, prefixes.all(), parts);
        }
        Path links = space.folder().resolve("links-" + frozen++);
        database().linkFiles(links);
        StoreMeta meta = new StoreMeta(
                range,
                maxParallelism,
                kind(),
                prefixes.all(),
                states.values().stream().map(StoreMeta.State::of).toList(),
                List.of());
        return new FilesSnapshot(links, request, meta, uploads);
    }

    @Override
    public void restore(Chunk chunk) {
        try {
            if (FileChunks.isFile(chunk.header()) || FileChunks.isMeta(chunk.header())) {
                if (restoring == null) {
                    restoring = new RestoredFiles(this);
                }
                restoring.restore(chunk);
                timerQueues.values().forEach(RocksTimers::restored);
            } else if (NativeChunks.isNative(chunk.header())) {
                throw NativeChunks.refused(chunk.header(), "rocksdb");
            } else if (range.contains(chunk.header().keyGroup())) {
                restoreEntries(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the state of operator " + chunk.header().operator() + " cannot be restored into " + space.folder()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private void restoreEntries(Chunk chunk) {
        String name = chunk.header().state();
        RocksTimers timers = timerQueues.get(name);
        if (timers == null) {
            new RestoredEntries(this).restore(chunk);
        } else {
            new RestoredEntries(this).restoreTimers(chunk, state(name, StateKind.TIMERS));
            timers.restored();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (restoring != null) {
                restoring.close();
            }
            if (database != null) {
                database.release();
            }
        }
    }
}
