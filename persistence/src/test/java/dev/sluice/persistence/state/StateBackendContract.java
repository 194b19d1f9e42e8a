package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.state.StoreModel.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any backend against maps, over random sequences of changes and snapshots. */
public abstract class StateBackendContract {
    private static final int SOME = 60;

    /** What is tested. */
    protected abstract StateBackend backend();

    /** Another that must read its savepoints. */
    protected abstract StateBackend other();

    /** Whether that reads its checkpoints as well. */
    protected boolean isReadByOther() {
        return false;
    }

    @Property(tries = SOME)
    void longKeys(@ForAll("steps") List<Step> steps) throws Exception {
        check(KeyKind.LONG, steps);
    }

    @Property(tries = SOME / 3)
    void intKeys(@ForAll("steps") List<Step> steps) throws Exception {
        check(KeyKind.INT, steps);
    }

    @Property(tries = SOME)
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
                Tuple.of(1, Step.Kind.SAVEPOINT),
                Tuple.of(2, Step.Kind.WRITE),
                Tuple.of(1, Step.Kind.RELEASE));
        return Combinators.combine(kinds, states, namespaces, keys)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Property(tries = 5)
    void manyKeysComeAndGo(@ForAll Random random) {
        for (KeyKind kind : KeyKind.values()) {
            KeyedStateStore store = StoreModel.open(backend(), kind, 0, 1, StoreModel.codec());
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
            store.close();
        }
    }

    @Example
    void when_the_value_of_a_key_is_put_to_others_then_each_has_its_own() {
        KeyedStateStore store = StoreModel.open(backend(), KeyKind.LONG, 0, 1, StoreModel.codec());
        KeyedValues<Object> rows = store.values("rows", ValueType.serialized()).at(Namespaces.DEFAULT);
        KeyCursor cursor = new KeyCursor(KeyKind.LONG, StoreModel.MAX_PARALLELISM);
        cursor.pointBoxed(0L);
        rows.put(cursor, new Accumulators.Tally().plus(7));
        String expected = new Accumulators.Tally().plus(7).toString();
        for (long key = 1; key < 20_000; key++) {
            cursor.pointBoxed(key - 1);
            Object value = rows.get(cursor);
            cursor.pointBoxed(key);
            rows.put(cursor, value);
            cursor.pointBoxed(key - 1);
            rows.put(cursor, new Accumulators.Tally().plus((int) key));
            cursor.pointBoxed(key);
            assertThat(rows.get(cursor)).hasToString(expected);
        }
        for (long key = 1; key < 20_000; key++) {
            cursor.pointBoxed(key - 1);
            assertThat(rows.get(cursor))
                    .hasToString(new Accumulators.Tally().plus((int) key).toString());
        }
        store.close();
    }

    /** As sliding windows do, whose slices are merged into a state of their own. */
    @Example
    void when_numbers_of_another_state_are_merged_then_they_are_added_and_stay_where_they_were() {
        for (KeyKind kind : KeyKind.values()) {
            KeyedStateStore store = StoreModel.open(backend(), kind, 0, 1, StoreModel.codec());
            KeyCursor cursor = new KeyCursor(kind, StoreModel.MAX_PARALLELISM);
            Namespaces<KeyedLongs> slices = store.longs("slices");
            for (int i = 0; i < 300; i++) {
                cursor.pointBoxed(StoreModel.key(kind, i));
                slices.at(i % 2).put(cursor, i);
                slices.at(2).put(cursor, 1_000);
            }
            KeyedLongs combined = store.longs("combined").at(0);
            combined.mergeAll(List.of(slices.at(0), slices.at(1), slices.at(2)), 0, Long::sum);

            assertThat(combined.size()).isEqualTo(300);
            for (int i = 0; i < 300; i++) {
                cursor.pointBoxed(StoreModel.key(kind, i));
                assertThat(combined.get(cursor, -1)).isEqualTo(1_000 + i);
                assertThat(slices.at(i % 2).get(cursor, -1)).isEqualTo(i);
            }
            store.longs("combined").drop(0);
            assertThat(slices.at(0).size() + slices.at(1).size()).isEqualTo(300);
            store.close();
        }
    }

    /** A snapshot that was taken but not yet written, and what it must hold. */
    private record Pending(StateSnapshot snapshot, SnapshotRequest request, Map<String, String> expected) {}

    private void check(KeyKind kind, List<Step> steps) throws Exception {
        KeyedStateStore store = StoreModel.open(backend(), kind, 0, 1, StoreModel.codec());
        StoreModel model = new StoreModel(kind, store);
        Deque<Pending> pending = new ArrayDeque<>();
        try (Checkpoints checkpoints = new Checkpoints()) {
            for (Step step : steps) {
                switch (step.kind()) {
                    case FREEZE, SAVEPOINT -> {
                        SnapshotRequest request = checkpoints.next(step.kind() == Step.Kind.SAVEPOINT);
                        pending.add(new Pending(store.freeze(request), request, model.expected()));
                    }
                    case WRITE -> {
                        if (!pending.isEmpty()) {
                            write(kind, pending.poll(), pending, checkpoints, 1);
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
            model.check();
            pending.add(new Pending(store.freeze(checkpoints.next(true)), checkpoints.last(), model.expected()));
            pending.add(new Pending(store.freeze(checkpoints.next(false)), checkpoints.last(), model.expected()));
            while (!pending.isEmpty()) {
                write(kind, pending.poll(), pending, checkpoints, 1 + pending.size() * 2 % 5);
            }
            Map<String, String> later = rescaledTwice(kind, checkpoints);
            assertThat(later).isEqualTo(model.expected());
        } finally {
            store.close();
        }
    }

    private void write(KeyKind kind, Pending written, Deque<Pending> others, Checkpoints checkpoints, int parallelism)
            throws Exception {
        List<Long> built =
                others.stream().map(other -> other.request().completed()).toList();
        SnapshotHandle handle = checkpoints.write(written.snapshot, written.request, built);
        written.snapshot.release();
        assertThat(restored(backend(), kind, List.of(handle), checkpoints, parallelism))
                .isEqualTo(written.expected);
        if (written.request.savepoint() || isReadByOther()) {
            assertThat(restored(other(), kind, List.of(handle), checkpoints, parallelism))
                    .isEqualTo(written.expected);
        }
    }

    /** From one to three subtasks to two. */
    private Map<String, String> rescaledTwice(KeyKind kind, Checkpoints checkpoints) throws Exception {
        List<SnapshotHandle> handles = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            KeyedStateStore store = StoreModel.open(backend(), kind, subtask, 3, StoreModel.codec());
            checkpoints.read(checkpoints.newest(), KeyGroupRange.of(subtask, 3, StoreModel.MAX_PARALLELISM), store);
            StateSnapshot snapshot =
                    store.freeze(SnapshotRequest.first(checkpoints.last().checkpoint()));
            handles.add(checkpoints.write(snapshot, checkpoints.last().checkpoint(), 1 + subtask));
            snapshot.release();
            store.close();
        }
        return restored(backend(), kind, handles, checkpoints, 2);
    }

    /**
     * What subtasks of a parallelism have together; fails if two have the same entry, or one has an entry of another's
     * groups.
     */
    private static Map<String, String> restored(
            StateBackend backend, KeyKind kind, List<SnapshotHandle> handles, Checkpoints checkpoints, int parallelism)
            throws Exception {
        Map<String, String> all = new TreeMap<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            KeyedStateStore store = StoreModel.open(backend, kind, subtask, parallelism, StoreModel.codec());
            KeyGroupRange range = KeyGroupRange.of(subtask, parallelism, StoreModel.MAX_PARALLELISM);
            for (SnapshotHandle handle : handles) {
                checkpoints.read(handle, range, store);
            }
            StoreModel.contents(kind, store).forEach((entry, value) -> {
                assertThat(all.put(entry, value)).as(entry).isNull();
                assertThat(range.contains(StoreModel.groupOf(entry))).as(entry).isTrue();
            });
            store.close();
        }
        return all;
    }
}
