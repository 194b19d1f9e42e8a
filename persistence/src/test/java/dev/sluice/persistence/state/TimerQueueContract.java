package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Timers against a map of sets: registered, deleted, taken, snapshotted and restored in random order. */
public abstract class TimerQueueContract {
    private static final long[] SPREADS = {3, 5_000, 3_600_000, 40_000_000_000L};

    @Property(tries = 20)
    void longKeys(@ForAll Random random) throws Exception {
        check(KeyKind.LONG, random);
    }

    @Property(tries = 8)
    void intKeys(@ForAll Random random) throws Exception {
        check(KeyKind.INT, random);
    }

    @Property(tries = 20)
    void objectKeys(@ForAll Random random) throws Exception {
        check(KeyKind.OBJECT, random);
    }

    /** What is tested. */
    protected abstract StateBackend backend();

    private record Timer(long time, Object key) {}

    private void check(KeyKind kind, Random random) throws Exception {
        ValueCodec codec = StoreModel.codec();
        KeyedStateStore store = StoreModel.open(backend(), kind, 0, 1, codec);
        KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
        TimerQueue timers = store.timers("timers");
        TreeMap<Long, Set<Object>> model = new TreeMap<>();
        long spread = SPREADS[random.nextInt(SPREADS.length)];
        int keys = 1 + random.nextInt(60);
        long now = random.nextInt(5) == 0 ? -spread : random.nextLong(1_000_000_000_000L);
        StateSnapshot pending = null;
        Set<Timer> expected = Set.of();
        for (int i = 0; i < 4_000; i++) {
            Object of = StoreModel.key(kind, random.nextInt(keys));
            long time = now + (long) (random.nextDouble() * random.nextDouble() * spread);
            key.pointBoxed(of);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    timers.register(time, key);
                    model.computeIfAbsent(time, t -> new HashSet<>()).add(of);
                }
                case 5 -> {
                    long some = existing(model, random, time);
                    timers.delete(some, key);
                    delete(model, some, of);
                }
                case 6 -> {
                    long some = existing(model, random, time);
                    timers.register(some, key);
                    model.computeIfAbsent(some, t -> new HashSet<>()).add(of);
                }
                case 7, 8, 9 -> {
                    now = random.nextInt(3) == 0 ? time : now;
                    take(timers, key, model, random.nextInt(4), now);
                }
                case 10 -> {
                    if (random.nextInt(10) == 0) {
                        if (pending != null) {
                            pending.release();
                        }
                        pending = store.freeze(new SnapshotRequest(i, 0, true));
                        expected = all(model);
                    }
                }
                default -> {
                    if (pending != null && random.nextInt(10) == 0) {
                        assertThat(restored(kind, pending)).isEqualTo(expected);
                        pending = null;
                    }
                }
            }
            assertThat(timers.next()).isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.firstKey());
        }
        assertThat(restored(kind, store.freeze(new SnapshotRequest(1, 0, true))))
                .isEqualTo(all(model));
        assertThat(timers.size()).isEqualTo(all(model).size());
        take(timers, key, model, Integer.MAX_VALUE, Long.MAX_VALUE);
        assertThat(model).isEmpty();
        assertThat(timers.hasDue(Long.MAX_VALUE)).isFalse();
        if (pending != null) {
            pending.release();
        }
        store.close();
    }

    private static long existing(NavigableMap<Long, Set<Object>> model, Random random, long near) {
        Long time = random.nextBoolean() ? model.ceilingKey(near) : model.floorKey(near);
        return time == null ? near : time;
    }

    private static void take(
            TimerQueue timers, KeyCursor key, NavigableMap<Long, Set<Object>> model, int most, long now) {
        for (int n = 0; n < most && timers.hasDue(now); n++) {
            long first = model.firstKey();
            assertThat(timers.take(key)).isEqualTo(first);
            assertThat(Objects.requireNonNull(model.get(first))).contains(key.boxed());
            delete(model, first, key.boxed());
        }
    }

    private static void delete(NavigableMap<Long, Set<Object>> model, long time, Object key) {
        Set<Object> keys = model.get(time);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            model.remove(time);
        }
    }

    private static Set<Timer> all(NavigableMap<Long, Set<Object>> model) {
        Set<Timer> timers = new HashSet<>();
        model.forEach((time, keys) -> keys.forEach(key -> timers.add(new Timer(time, key))));
        return timers;
    }

    /** What stores for two halves of the key groups make of a snapshot. */
    private Set<Timer> restored(KeyKind kind, StateSnapshot snapshot) throws Exception {
        ChunkList chunks = new ChunkList();
        snapshot.write("operator", chunks, StoreModel.codec());
        snapshot.release();
        Set<Timer> timers = new HashSet<>();
        List<Timer> taken = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            KeyedStateStore store = StoreModel.open(backend(), kind, subtask, 2, StoreModel.codec());
            TimerQueue queue = store.timers("timers");
            for (Chunk chunk : chunks.chunks) {
                store.restore(chunk);
            }
            KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
            while (queue.hasDue(Long.MAX_VALUE)) {
                long time = queue.take(key);
                taken.add(new Timer(time, key.boxed()));
            }
            store.close();
        }
        timers.addAll(taken);
        assertThat(timers).as("each once").hasSize(taken.size());
        return timers;
    }

    @Property(tries = 10)
    void snapshotsOfTheBackendsOwn(@ForAll Random random) throws Exception {
        for (KeyKind kind : KeyKind.values()) {
            Set<Timer> expected = new HashSet<>();
            try (Checkpoints checkpoints = new Checkpoints()) {
                List<SnapshotHandle> handles = new ArrayList<>();
                SnapshotRequest request = checkpoints.next(false);
                for (int subtask = 0; subtask < 3; subtask++) {
                    KeyedStateStore store = StoreModel.open(backend(), kind, subtask, 3, StoreModel.codec());
                    register(
                            store.timers("timers"),
                            kind,
                            KeyGroupRange.of(subtask, 3, StoreModel.MAX_PARALLELISM),
                            random,
                            expected);
                    StateSnapshot snapshot = store.freeze(request);
                    handles.add(checkpoints.write(snapshot, request.checkpoint(), subtask));
                    snapshot.release();
                    store.close();
                }
                for (int parallelism = 1; parallelism <= 3; parallelism++) {
                    assertThat(restored(kind, handles, checkpoints, parallelism))
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static void register(
            TimerQueue timers, KeyKind kind, KeyGroupRange range, Random random, Set<Timer> expected) {
        KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
        for (int i = 0; i < 200; i++) {
            Object of = StoreModel.key(kind, random.nextInt(60));
            key.pointBoxed(of);
            if (range.contains(key.group())) {
                long time = random.nextInt(1_000);
                timers.register(time, key);
                expected.add(new Timer(time, of));
            }
        }
        for (int i = 0; i < 5 && timers.hasDue(Long.MAX_VALUE); i++) {
            expected.remove(new Timer(timers.take(key), key.boxed()));
        }
    }

    private Set<Timer> restored(KeyKind kind, List<SnapshotHandle> handles, Checkpoints checkpoints, int parallelism)
            throws Exception {
        List<Timer> taken = new ArrayList<>();
        KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
        for (int subtask = 0; subtask < parallelism; subtask++) {
            KeyedStateStore store = StoreModel.open(backend(), kind, subtask, parallelism, StoreModel.codec());
            TimerQueue timers = store.timers("timers");
            KeyGroupRange range = KeyGroupRange.of(subtask, parallelism, StoreModel.MAX_PARALLELISM);
            for (SnapshotHandle handle : handles) {
                checkpoints.read(handle, range, store);
            }
            while (timers.hasDue(Long.MAX_VALUE)) {
                taken.add(new Timer(timers.take(key), key.boxed()));
                assertThat(range.contains(key.group())).isTrue();
            }
            store.close();
        }
        assertThat(new HashSet<>(taken)).as("each once").hasSize(taken.size());
        return new HashSet<>(taken);
    }
}
