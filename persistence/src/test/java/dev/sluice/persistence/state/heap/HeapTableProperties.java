package dev.sluice.persistence.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.heap.StoreModel.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The heap store against maps, over random sequences of changes and snapshots. */
@Label("Heap tables and maps")
class HeapTableProperties {

    @Property(tries = 250)
    void longKeys(@ForAll("steps") List<Step> steps) throws Exception {
        check(KeyKind.LONG, steps);
    }

    @Property(tries = 100)
    void intKeys(@ForAll("steps") List<Step> steps) throws Exception {
        check(KeyKind.INT, steps);
    }

    @Property(tries = 250)
    void objectKeys(@ForAll("steps") List<Step> steps) throws Exception {
        check(KeyKind.OBJECT, steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> keys = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 12)),
                Tuple.of(1, Arbitraries.integers().between(0, 400)));
        Arbitrary<Integer> states = Arbitraries.integers().between(0, StoreModel.STATES.size() - 1);
        Arbitrary<Long> namespaces = Arbitraries.of(0L, 0L, 60_000L, -1L);
        Arbitrary<Step.Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Step.Kind.PUT),
                Tuple.of(6, Step.Kind.CHANGE),
                Tuple.of(3, Step.Kind.REMOVE),
                Tuple.of(3, Step.Kind.GET),
                Tuple.of(1, Step.Kind.SCAN),
                Tuple.of(6, Step.Kind.FOLD),
                Tuple.of(1, Step.Kind.MERGE),
                Tuple.of(1, Step.Kind.DROP),
                Tuple.of(2, Step.Kind.FREEZE),
                Tuple.of(2, Step.Kind.WRITE),
                Tuple.of(1, Step.Kind.RELEASE));
        return Combinators.combine(kinds, states, namespaces, keys)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Property(tries = 30)
    void manyKeysComeAndGo(@ForAll Random random) {
        for (KeyKind kind : KeyKind.values()) {
            KeyedStateStore store = StoreModel.open(kind, 0, 1, StoreModel.codec());
            KeyedValues<String> table =
                    store.<String>values("texts", ValueType.serialized()).at(Namespaces.DEFAULT);
            KeyCursor cursor = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
            Map<Object, String> model = new HashMap<>();
            for (int i = 0; i < 3_000; i++) {
                Object key = StoreModel.key(kind, random.nextInt(400));
                cursor.pointBoxed(key);
                assertThat(table.get(cursor)).isEqualTo(model.get(key));
                if (random.nextInt(5) < 2) {
                    table.remove(cursor);
                    model.remove(key);
                } else {
                    table.put(cursor, "v" + i);
                    model.put(key, "v" + i);
                }
            }
            assertThat(table.size()).isEqualTo(model.size());
            for (KeyedValues.Scan<String> scan = table.scan(); scan.next(cursor); ) {
                assertThat(model.remove(cursor.boxed())).isEqualTo(scan.value());
            }
            assertThat(model).isEmpty();
        }
    }

    /** A snapshot that was taken but not yet written, and what it must hold. */
    private record Pending(StateSnapshot snapshot, Map<String, String> expected) {}

    private static void check(KeyKind kind, List<Step> steps) throws Exception {
        ValueCodec writing = StoreModel.codec();
        KeyedStateStore store = StoreModel.open(kind, 0, 1, StoreModel.codec());
        StoreModel model = new StoreModel(kind, store);
        Deque<Pending> pending = new ArrayDeque<>();
        for (Step step : steps) {
            switch (step.kind()) {
                case FREEZE -> pending.add(new Pending(store.freeze(SnapshotRequest.first(1)), model.expected()));
                case WRITE -> {
                    if (!pending.isEmpty()) {
                        Pending oldest = pending.poll();
                        List<Chunk> chunks = write(oldest.snapshot, writing);
                        oldest.snapshot.release();
                        assertThat(restored(kind, chunks, 1)).isEqualTo(oldest.expected);
                    }
                }
                case RELEASE -> {
                    if (!pending.isEmpty()) {
                        pending.pollLast().snapshot.release();
                    }
                }
                default -> model.apply(step);
            }
        }
        assertThat(StoreModel.contents(kind, store)).isEqualTo(model.expected());
        List<Chunk> chunks = write(store.freeze(SnapshotRequest.first(1)), writing);
        for (int parallelism = 1; parallelism <= 5; parallelism++) {
            assertThat(restored(kind, chunks, parallelism)).isEqualTo(model.expected());
        }
        for (Pending late : pending) {
            assertThat(restored(kind, write(late.snapshot, writing), 1)).isEqualTo(late.expected);
        }
    }

    private static List<Chunk> write(StateSnapshot snapshot, ValueCodec codec) throws Exception {
        ChunkList chunks = new ChunkList();
        snapshot.write("operator", chunks, codec);
        return chunks.chunks;
    }

    /**
     * What subtasks of a parallelism have together; fails if two have the same entry, or one has an entry of another's
     * groups.
     */
    private static Map<String, String> restored(KeyKind kind, List<Chunk> chunks, int parallelism) {
        Map<String, String> all = new TreeMap<>();
        List<Chunk> shuffled = new ArrayList<>(chunks);
        Collections.reverse(shuffled);
        IntStream.range(0, parallelism).forEach(subtask -> {
            KeyedStateStore store = StoreModel.open(kind, subtask, parallelism, StoreModel.codec());
            shuffled.forEach(store::restore);
            KeyGroupRange range = KeyGroupRange.of(subtask, parallelism, StoreModel.MAX_PARALLELISM);
            StoreModel.contents(kind, store).forEach((entry, value) -> {
                assertThat(all.put(entry, value)).as(entry).isNull();
                assertThat(range.contains(StoreModel.groupOf(entry))).as(entry).isTrue();
            });
        });
        return all;
    }
}
