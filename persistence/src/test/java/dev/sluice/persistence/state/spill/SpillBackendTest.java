package dev.sluice.persistence.state.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Checkpoints;
import dev.sluice.persistence.state.ChunkList;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.heap.HeapBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to files, and when. Numbers take 16 bytes each, and about half of the slots of a table are empty. */
class SpillBackendTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int GROUPS = 32;
    private static final long MEMORY = 512 << 10;
    private static final long SMALL = 4_000;
    private static final long LARGE = 60_000;
    private static final int BATCH = 2_000;

    private final ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
    private final KeyCursor key = new KeyCursor(KeyKind.LONG, GROUPS);
    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private SpillBackend backend;
    private KeyedStateStore store;

    @BeforeEach
    void open() {
        System.out.println("spilling: repeat with -Dsluice.seed=" + SEED);
        backend = new SpillBackend(new SpillSettings(folder, MEMORY), new HeapBackend(1));
        store = open(backend);
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(files()).isEmpty();
        backend.close();
        assertThat(folder).isEmptyDirectory();
    }

    private KeyedStateStore open(StateBackend by) {
        return by.open(KeyGroupRange.of(0, 1, GROUPS), KeyKind.LONG, GROUPS, codec);
    }

    private Set<Path> files() {
        try (Stream<Path> files = Files.list(folder.resolve("spilled"))) {
            return files.collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Key i has the number i and something. */
    private static void put(KeyedStateStore into, long namespace, long from, long to, long add) {
        int count = (int) (to - from);
        long[] keys = new long[count];
        int[] hashes = new int[count];
        for (int i = 0; i < count; i++) {
            keys[i] = from + i;
            hashes[i] = KeyGroups.hash(keys[i]);
        }
        try {
            KeyedLongs numbers = into.longs("numbers").at(namespace);
            for (int i = 0; i < count; i += BATCH) {
                numbers.fold(keys, hashes, i, Math.min(count, i + BATCH), 0, (place, before) -> keys[place] + add);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(KeyedStateStore of, long namespace, long i) {
        key.point(i, KeyGroups.hash(i));
        return of.longs("numbers").at(namespace).get(key, -1);
    }

    private Map<Long, Long> all(KeyedStateStore of, long namespace) {
        Map<Long, Long> all = new HashMap<>();
        for (KeyedLongs.Scan scan = of.longs("numbers").at(namespace).scan(); scan.next(key); ) {
            assertThat(all.put(key.number(), scan.value())).isNull();
        }
        return all;
    }

    private void check(KeyedStateStore of, long namespace, long from, long to, long add) {
        Map<Long, Long> all = all(of, namespace);
        for (long i = from; i < to; i++) {
            assertThat(all.get(i)).isEqualTo(i + add);
        }
    }

    @Test
    void when_state_fits_then_there_are_no_files() {
        put(store, 0, 0, SMALL, 1);
        store.freeze(SnapshotRequest.first(1)).release();
        assertThat(files()).isEmpty();
        assertThat(backend.used()).isBetween(SMALL * 16, MEMORY);
    }

    @Test
    void when_state_is_several_times_the_memory_then_the_rest_is_in_files_and_nothing_is_lost() {
        put(store, 0, 0, LARGE, 1);
        long aTable = 2 * 16 * LARGE / GROUPS * 2;
        assertThat(backend.used()).isLessThanOrEqualTo(MEMORY + aTable);
        assertThat(files()).hasSizeGreaterThan(1);
        for (int i = 0; i < 300; i++) {
            long from = random.nextInt((int) LARGE);
            assertThat(number(store, 0, from)).isEqualTo(from + 1);
            assertThat(backend.used()).isLessThanOrEqualTo(MEMORY + aTable);
        }
        check(store, 0, 0, LARGE, 1);
        assertThat(store.longs("numbers").at(0).size()).isEqualTo(LARGE);
    }

    @Test
    void when_objects_are_large_then_they_count() {
        KeyedValues<String> texts =
                store.<String>values("texts", ValueType.serialized()).at(0);
        for (long i = 0; i < 2_000; i++) {
            key.point(i, KeyGroups.hash(i));
            texts.put(key, "text ".repeat(200) + i);
        }
        assertThat(files()).isNotEmpty();
        for (long i = 0; i < 2_000; i++) {
            key.point(i, KeyGroups.hash(i));
            assertThat(texts.get(key)).endsWith("text " + i);
        }
    }

    @Test
    void when_objects_grow_where_they_are_then_a_snapshot_notices() {
        KeyedValues<long[]> lists =
                store.<long[]>values("lists", ValueType.serialized()).at(0);
        for (long i = 0; i < 100; i++) {
            key.point(i, KeyGroups.hash(i));
            lists.put(key, new long[1]);
        }
        for (long i = 0; i < 100; i++) {
            key.point(i, KeyGroups.hash(i));
            lists.put(key, new long[5_000]);
        }
        store.freeze(SnapshotRequest.first(1)).release();
        assertThat(files()).isNotEmpty();
        assertThat(backend.used()).isLessThanOrEqualTo(MEMORY);
    }

    @Test
    void when_one_namespace_is_used_often_then_it_stays_in_the_heap() {
        put(store, 0, 0, SMALL, 0);
        for (long namespace = 1; namespace < 40; namespace++) {
            put(store, namespace, 0, SMALL / 2, namespace);
            check(store, 0, 0, SMALL, 0);
        }
        Set<Path> before = files();
        assertThat(before).isNotEmpty();
        put(store, 0, 0, SMALL, 1);
        assertThat(files()).as("nothing is read or written").isEqualTo(before);
        for (long namespace = 1; namespace < 40; namespace++) {
            check(store, namespace, 0, SMALL / 2, namespace);
        }
    }

    @Test
    void when_namespaces_are_dropped_then_their_files_and_memory_are_free() {
        for (long namespace = 0; namespace < 40; namespace++) {
            put(store, namespace, 0, SMALL, namespace);
        }
        assertThat(files()).isNotEmpty();
        for (long namespace = 0; namespace < 40; namespace++) {
            store.longs("numbers").drop(namespace);
        }
        assertThat(files()).isEmpty();
        // The room of one is kept for the next.
        assertThat(backend.used()).isLessThan(MEMORY);
    }

    @Test
    void when_another_store_has_the_memory_then_it_gives_it_back_at_a_snapshot() {
        put(store, 0, 0, LARGE / 4, 0);
        try (KeyedStateStore other = open(backend)) {
            put(other, 0, 0, LARGE / 2, 1);
            assertThat(backend.used()).isLessThan(2 * MEMORY);
            store.freeze(SnapshotRequest.first(1)).release();
            other.freeze(SnapshotRequest.first(1)).release();
            assertThat(backend.used()).isLessThanOrEqualTo(MEMORY);
            check(other, 0, 0, LARGE / 2, 1);
            check(store, 0, 0, LARGE / 4, 0);
        }
        assertThat(backend.used()).isLessThanOrEqualTo(MEMORY);
    }

    @Test
    void when_the_store_changes_and_is_closed_before_a_snapshot_is_written_then_that_is_of_its_moment()
            throws Exception {
        put(store, 0, 0, LARGE, 1);
        StateSnapshot snapshot = store.freeze(new SnapshotRequest(1, 0, true));
        put(store, 0, 0, LARGE, 2);
        store.close();
        assertThat(files()).isNotEmpty();
        ChunkList chunks = new ChunkList();
        snapshot.write("operator", chunks, codec);
        snapshot.release();
        assertThat(files()).isEmpty();
        try (KeyedStateStore heap = open(new HeapBackend())) {
            for (Chunk chunk : chunks.chunks) {
                heap.restore(chunk);
            }
            check(heap, 0, 0, LARGE, 1);
        }
        store = open(backend);
    }

    @Test
    void when_little_has_changed_then_what_is_in_files_is_not_written_again() throws Exception {
        put(store, 0, 0, LARGE, 1);
        try (Checkpoints checkpoints = new Checkpoints()) {
            SnapshotHandle first = null;
            SnapshotHandle later = null;
            for (int round = 0; round < 3; round++) {
                put(store, 0, 100L * round, 100L * round + 50, 10);
                SnapshotRequest request = checkpoints.next(false);
                StateSnapshot snapshot = store.freeze(request);
                later = checkpoints.write(snapshot, request, List.of());
                first = first == null ? later : first;
                snapshot.release();
            }
            assertThat(files()).isNotEmpty();
            assertThat(later.newBytes()).isLessThan(first.fullBytes() / 20);
            try (KeyedStateStore restored = open(new HeapBackend())) {
                checkpoints.read(later, KeyGroupRange.of(0, 1, GROUPS), restored);
                check(restored, 0, 200, 250, 10);
                check(restored, 0, 250, LARGE, 1);
            }
        }
    }

    @Test
    void when_a_file_is_damaged_then_it_is_not_read() throws IOException {
        put(store, 0, 0, LARGE, 1);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1]++;
            Files.write(file, bytes);
        }
        assertThatThrownBy(() -> check(store, 0, 0, LARGE, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is damaged at");
    }

    @Test
    void when_a_crash_has_left_files_then_they_are_deleted() throws IOException {
        store.close();
        backend.close();
        Path left = Files.createDirectory(folder.resolve("spilled")).resolve("7");
        Files.writeString(left, "state");
        store = open(backend);
        assertThat(left).doesNotExist();
    }

    @Test
    void when_the_memory_is_next_to_nothing_then_the_setting_is_refused() {
        assertThatThrownBy(() -> new SpillSettings(folder, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at least 4096");
    }

    @Test
    void when_many_keys_of_a_batch_are_in_files_then_each_key_has_its_records_in_order() throws Exception {
        KeyedLongs numbers = store.longs("numbers").at(Namespaces.DEFAULT);
        put(store, 0, 0, LARGE, 0);
        long[] keys = new long[2_000];
        int[] hashes = new int[keys.length];
        long[] expected = new long[(int) LARGE];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = i;
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = random.nextInt(3) == 0 ? random.nextInt(10) : random.nextInt((int) LARGE);
            hashes[i] = KeyGroups.hash(keys[i]);
            if (i >= 100) {
                expected[(int) keys[i]] = 31 * expected[(int) keys[i]] + i;
            }
        }
        numbers.fold(keys, hashes, 100, keys.length, 0, (place, before) -> 31 * before + place);
        Map<Long, Long> all = all(store, 0);
        for (long i = 0; i < LARGE; i++) {
            assertThat(all.get(i)).as("seed %s, key %s", SEED, i).isEqualTo(expected[(int) i]);
        }
    }
}
