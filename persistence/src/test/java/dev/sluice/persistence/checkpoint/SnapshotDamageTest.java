package dev.sluice.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens to a file, it is noticed; no chunk is ever returned that was not written. */
class SnapshotDamageTest {
    private static final List<Chunk> WRITTEN = List.of(
            new Chunk(new ChunkHeader("window", "panes", 0, 12), CheckpointStoreContract.noise(300, 1)),
            new Chunk(
                    new ChunkHeader("window", "panes", 1, 12),
                    "compressible ".repeat(40).getBytes(UTF_8)),
            new Chunk(new ChunkHeader("window", "timers", 1, 0), new byte[0]),
            new Chunk(new ChunkHeader("source", "offsets", ChunkHeader.NOT_KEYED, 1), new byte[200]));

    private static Path directory;
    private static LocalCheckpointStore store;
    private static final List<DamagedSnapshotException> REPORTED = new ArrayList<>();
    private static SnapshotHandle handle;
    private static Path snapshot;
    private static byte[] wholeSnapshot;
    private static Path manifest;
    private static byte[] wholeManifest;

    @BeforeContainer
    static void write() throws IOException {
        directory = Files.createTempDirectory("damage");
        store = new LocalCheckpointStore(directory, REPORTED::add);
        try (SnapshotWriter writer = store.begin(new SnapshotAddress("run", 1, 1, "vertex", 0))) {
            for (Chunk chunk : WRITTEN) {
                writer.chunk(chunk.header(), chunk.payload(), 0, chunk.payload().length);
            }
            handle = writer.commit();
        }
        store.complete(new CheckpointManifest("run", 1, 1, false, 1_700_000_000_000L, List.of(handle)));
        snapshot = directory.resolve(handle.location());
        wholeSnapshot = Files.readAllBytes(snapshot);
        manifest = snapshot.resolveSibling("c1-e1.checkpoint");
        wholeManifest = Files.readAllBytes(manifest);
    }

    @AfterContainer
    static void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Into a new file: ext4 writes a file to disk that is cut to nothing and filled again, which takes its time. */
    private static void put(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, content);
    }

    private static void assertDetected(byte[] damaged, SnapshotHandle handle) throws IOException {
        put(snapshot, damaged);
        List<Chunk> chunks = new ArrayList<>();
        assertThatThrownBy(() -> readInto(chunks, handle))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining(snapshot + " is damaged at offset ");
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(chunks.get(i).header()).isEqualTo(WRITTEN.get(i).header());
            assertThat(chunks.get(i).payload()).isEqualTo(WRITTEN.get(i).payload());
        }
    }

    private static void readInto(List<Chunk> chunks, SnapshotHandle handle) throws IOException {
        try (SnapshotReader reader = store.open(handle)) {
            for (Chunk chunk = reader.next(keyGroup -> true); chunk != null; chunk = reader.next(keyGroup -> true)) {
                chunks.add(chunk);
            }
        }
    }

    /** A handle that agrees with the file in size, so that the reader has to look further. */
    private static SnapshotHandle ofSize(int bytes) {
        return new SnapshotHandle(handle.address(), bytes, handle.chunks(), handle.location());
    }

    @Example
    void when_nothing_is_damaged_then_everything_is_read() throws IOException {
        put(snapshot, wholeSnapshot);
        List<Chunk> chunks = new ArrayList<>();
        readInto(chunks, handle);
        assertThat(chunks)
                .extracting(Chunk::header)
                .isEqualTo(WRITTEN.stream().map(Chunk::header).toList());
    }

    @Example
    void when_any_bit_is_flipped_then_it_is_detected() throws IOException {
        for (int bit = 0; bit < wholeSnapshot.length * 8; bit++) {
            byte[] damaged = wholeSnapshot.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertDetected(damaged, handle);
        }
    }

    @Example
    void when_cut_off_anywhere_then_it_is_detected_with_and_without_the_size_in_the_handle() throws IOException {
        for (int length = 0; length < wholeSnapshot.length; length++) {
            byte[] cut = Arrays.copyOf(wholeSnapshot, length);
            assertDetected(cut, handle);
            assertDetected(cut, ofSize(length));
        }
    }

    @Property(tries = 500)
    void when_a_stretch_is_overwritten_then_it_is_detected(
            @ForAll @IntRange(max = 10_000) int position, @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int n)
            throws IOException {
        byte[] damaged = wholeSnapshot.clone();
        byte[] noise = CheckpointStoreContract.noise(n, seed);
        for (int i = 0; i < n; i++) {
            damaged[(position + i) % damaged.length] = noise[i];
        }
        if (!Arrays.equals(damaged, wholeSnapshot)) {
            assertDetected(damaged, handle);
        }
    }

    @Property(tries = 500)
    void when_a_stretch_is_missing_or_doubled_then_it_is_detected(
            @ForAll @IntRange(max = 10_000) int position, @ForAll @IntRange(min = 1, max = 1000) int n)
            throws IOException {
        int from = position % wholeSnapshot.length;
        int to = Math.min(from + n, wholeSnapshot.length);
        ByteBuffer without = ByteBuffer.allocate(wholeSnapshot.length - (to - from))
                .put(wholeSnapshot, 0, from)
                .put(wholeSnapshot, to, wholeSnapshot.length - to);
        assertDetected(without.array(), ofSize(without.capacity()));
        ByteBuffer doubled = ByteBuffer.allocate(wholeSnapshot.length + (to - from))
                .put(wholeSnapshot, 0, to)
                .put(wholeSnapshot, from, wholeSnapshot.length - from);
        assertDetected(doubled.array(), ofSize(doubled.capacity()));
    }

    @Example
    void when_whole_chunks_are_exchanged_or_left_out_then_it_is_detected() throws IOException {
        List<byte[]> parts = parts();
        assertDetected(join(parts, 0, 2, 1, 3, 4, 5), handle);
        assertDetected(join(parts, 0, 1, 2, 4, 5), ofSize(join(parts, 0, 1, 2, 4, 5).length));
        assertDetected(join(parts, 0, 1, 2, 3, 4, 4, 5), ofSize(join(parts, 0, 1, 2, 3, 4, 4, 5).length));
    }

    /** The beginning, each chunk, and the end. */
    private static List<byte[]> parts() {
        List<Integer> bounds = new ArrayList<>(List.of(0));
        int position = SnapshotFile.beginning(handle.address()).limit();
        ByteBuffer file = ByteBuffer.wrap(wholeSnapshot);
        while (position < wholeSnapshot.length - SnapshotFile.END) {
            bounds.add(position);
            position += ChunkFrame.length(file.slice(position, ChunkFrame.FIXED)) + file.getInt(position + 10);
        }
        bounds.add(position);
        bounds.add(wholeSnapshot.length);
        List<byte[]> parts = new ArrayList<>();
        for (int i = 1; i < bounds.size(); i++) {
            parts.add(Arrays.copyOfRange(wholeSnapshot, bounds.get(i - 1), bounds.get(i)));
        }
        return parts;
    }

    private static byte[] join(List<byte[]> parts, int... order) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(order).map(i -> parts.get(i).length).sum());
        Arrays.stream(order).forEach(i -> joined.put(parts.get(i)));
        return joined.array();
    }

    @Example
    void when_missing_then_it_is_detected() throws IOException {
        Files.deleteIfExists(snapshot);
        assertThatThrownBy(() -> store.verify(handle))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessage(snapshot + " is damaged at offset 0: the file is missing");
    }

    @Example
    void when_a_newer_release_wrote_it_then_the_error_says_so() throws IOException {
        ByteBuffer newer = ByteBuffer.wrap(wholeSnapshot.clone()).putInt(8, SnapshotFile.VERSION + 1);
        newer.putInt(12, Checksum.of(newer.array(), 0, 12));
        put(snapshot, newer.array());
        assertThatThrownBy(() -> store.verify(handle))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("has format version " + (SnapshotFile.VERSION + 1));
    }

    @Example
    void when_a_payload_passed_over_is_damaged_then_the_others_are_read() throws IOException {
        byte[] damaged = wholeSnapshot.clone();
        damaged[parts().get(0).length + parts().get(1).length - 1] ^= 1; // the end of the first payload
        put(snapshot, damaged);
        try (SnapshotReader reader = store.open(handle)) {
            assertThat(reader.next(keyGroup -> keyGroup == 1).payload())
                    .isEqualTo(WRITTEN.get(1).payload());
        }
    }

    @Example
    void when_a_bit_of_any_byte_of_a_manifest_is_flipped_then_it_is_left_out_and_reported() throws IOException {
        for (int position = 0; position < wholeManifest.length; position++) {
            byte[] damaged = wholeManifest.clone();
            damaged[position] ^= (byte) (1 << position % 8);
            assertManifestLeftOut(damaged);
        }
    }

    @Example
    void when_a_manifest_is_cut_off_anywhere_then_it_is_left_out_and_reported() throws IOException {
        for (int length = 0; length < wholeManifest.length; length++) {
            assertManifestLeftOut(Arrays.copyOf(wholeManifest, length));
        }
    }

    private static void assertManifestLeftOut(byte[] damaged) throws IOException {
        put(manifest, damaged);
        REPORTED.clear();
        try {
            assertThat(store.completed("run")).isEmpty();
            assertThat(REPORTED).hasSize(1);
            assertThat(REPORTED.get(0)).hasMessageContaining(manifest.toString());
        } finally {
            put(manifest, wholeManifest);
        }
    }
}
