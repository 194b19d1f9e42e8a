package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of numbers, of which those below a limit have expired, in any backend. */
public abstract class SweepContract {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

    private final ValueCodec codec = StoreModel.codec();
    private long limit;

    /** What is tested. */
    protected abstract StateBackend backend();

    /** So many sweeps of some places surely come past every entry. */
    protected int sweepsOfAll() {
        return 1000;
    }

    private Sieve<List<Long>> sieve() {
        long below = limit;
        return list -> {
            List<Long> kept = new ArrayList<>(list);
            kept.removeIf(number -> number < below);
            if (kept.isEmpty()) {
                return null;
            }
            return kept.size() == list.size() ? list : kept;
        };
    }

    private KeyedValues<List<Long>> lists(KeyedStateStore store) {
        return store.values("expiring", new ValueType<List<Long>>(null, null, this::sieve))
                .at(Namespaces.DEFAULT);
    }

    private static Object keyOf(KeyKind kind, int i) {
        return kind.primitive() ? (Object) (long) i : "key" + i;
    }

    private static Map<Object, List<Long>> all(KeyedValues<List<Long>> values, KeyKind kind) {
        Map<Object, List<Long>> all = new HashMap<>();
        KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
        for (KeyedValues.Scan<List<Long>> scan = values.scan(); scan.next(key); ) {
            all.put(key.boxed(), List.copyOf(scan.value()));
        }
        return all;
    }

    private static Map<Object, List<Long>> alive(Map<Object, List<Long>> all, long limit) {
        Map<Object, List<Long>> alive = new HashMap<>();
        all.forEach((key, list) -> {
            List<Long> kept = list.stream().filter(number -> number >= limit).toList();
            if (!kept.isEmpty()) {
                alive.put(key, kept);
            }
        });
        return alive;
    }

    private Map<Object, List<Long>> written(StateSnapshot snapshot, KeyKind kind) throws Exception {
        ChunkList chunks = new ChunkList();
        snapshot.write("operator", chunks, codec);
        snapshot.release();
        KeyedStateStore restored = StoreModel.open(backend(), kind, 0, 1, codec);
        for (Chunk chunk : chunks.chunks) {
            restored.restore(chunk);
        }
        Map<Object, List<Long>> all = all(
                restored.<List<Long>>values("expiring", ValueType.serialized()).at(Namespaces.DEFAULT), kind);
        restored.close();
        return all;
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"LONG", "OBJECT"})
    void when_a_store_is_swept_while_it_changes_then_only_what_has_expired_goes_and_snapshots_are_of_their_moment(
            KeyKind kind) throws Exception {
        System.out.println("sweeps: repeat with -Dsluice.seed=" + SEED);
        Random random = new Random(SEED);
        KeyedStateStore store = StoreModel.open(backend(), kind, 0, 1, codec);
        KeyedValues<List<Long>> values = lists(store);
        KeyCursor key = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
        Map<Object, List<Long>> model = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(300); i > 0; i--) {
                Object chosen = keyOf(kind, random.nextInt(400));
                key.pointBoxed(chosen);
                if (random.nextInt(6) == 0) {
                    values.remove(key);
                    model.remove(chosen);
                    continue;
                }
                List<Long> list = values.get(key);
                list = list == null ? new ArrayList<>() : list;
                long number = limit + random.nextInt(50);
                list.add(number);
                values.put(key, list);
                model.computeIfAbsent(chosen, k -> new ArrayList<>()).add(number);
            }
            limit += random.nextInt(30);
            StateSnapshot snapshot = store.freeze(new SnapshotRequest(1, 0, true));
            Map<Object, List<Long>> frozen = alive(model, limit);
            limit += random.nextInt(10);
            values.sweep(1 + random.nextInt(500), sieve());
            Map<Object, List<Long>> left = all(values, kind);
            Set<Object> gone = new HashSet<>(model.keySet());
            gone.removeAll(left.keySet());
            assertThat(alive(left, limit)).as("seed %s", SEED).isEqualTo(alive(model, limit));
            assertThat(gone).as("seed %s", SEED).noneMatch(alive(model, limit)::containsKey);
            // What is written after the sweep is what there was before it.
            assertThat(written(snapshot, kind)).as("seed %s", SEED).isEqualTo(frozen);
            model.clear();
            left.forEach((k, list) -> model.put(k, new ArrayList<>(list)));
        }
        for (int i = 0; i < sweepsOfAll(); i++) {
            values.sweep(7, sieve());
        }
        assertThat(all(values, kind)).as("seed %s", SEED).isEqualTo(alive(model, limit));
        limit = Long.MAX_VALUE;
        for (int i = 0; i < sweepsOfAll(); i++) {
            values.sweep(7, sieve());
        }
        assertThat(values.size()).isZero();
        store.close();
    }

    @Test
    void when_a_first_sweep_has_enough_places_then_each_entry_is_visited_once() {
        KeyedStateStore store = StoreModel.open(backend(), KeyKind.LONG, 0, 1, codec);
        KeyedValues<List<Long>> values = lists(store);
        KeyCursor key = new KeyCursor(KeyKind.LONG, StoreModel.MAX_PARALLELISM);
        for (long i = 0; i < 2_000; i++) {
            key.pointBoxed(i);
            values.put(key, new ArrayList<>(List.of(i)));
        }
        values.sweep(Integer.MAX_VALUE, list -> List.of(list.get(0), 1L));
        assertThat(all(values, KeyKind.LONG).values()).hasSize(2_000).allMatch(list -> list.size() == 2);
        store.close();
    }
}
