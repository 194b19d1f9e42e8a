package dev.sluice.runtime.golden;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.state.heap.HeapBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The snapshots among the test resources, one folder for each version of a format: a checkpoint store with one
 * checkpoint of the golden job at the gate, and in {@code results.txt} what the job emitted from there on.
 */
final class GoldenSnapshots {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String RUN = "golden";

    private GoldenSnapshots() {}

    /** One of them. */
    record Golden(Path folder) {
        List<Chunk> chunks() throws IOException {
            List<Chunk> chunks = new ArrayList<>();
            try (CheckpointStore store = new LocalCheckpointStore(folder)) {
                for (SnapshotHandle handle : store.completed(RUN).get(0).snapshots()) {
                    try (SnapshotReader reader = store.open(handle)) {
                        for (Chunk chunk = reader.next(group -> true);
                                chunk != null;
                                chunk = reader.next(group -> true)) {
                            chunks.add(chunk);
                        }
                    }
                }
            }
            return chunks;
        }

        List<String> results() throws IOException {
            return Files.readAllLines(folder.resolve("results.txt"));
        }

        @Override
        public String toString() {
            return folder.getFileName().toString();
        }
    }

    static List<Golden> all() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().map(Golden::new).toList();
        }
    }

    /**
     * Adds one.
     *
     * @param name of its folder, which is new
     */
    static void add(String name) throws Exception {
        Path folder = FOLDER.resolve(name);
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(folder + " exists: a golden snapshot is never written again");
        }
        write(folder);
    }

    /** Runs the job up to the gate, writes what it holds, and goes on. */
    static void write(Path folder) throws Exception {
        List<String> results;
        try (GoldenRun run = new GoldenRun(1, new HeapBackend(), List.of());
                CheckpointStore store = new LocalCheckpointStore(folder);
                SnapshotWriter writer = store.begin(new SnapshotAddress(RUN, 1, 1, "all", 0))) {
            for (Chunk chunk : run.snapshot()) {
                writer.chunk(chunk.header(), chunk.payload(), 0, chunk.payload().length);
            }
            store.complete(new CheckpointManifest(RUN, 1, 1, false, 1_000_000, List.of(writer.commit())));
            results = run.finish();
        }
        Files.write(folder.resolve("results.txt"), results);
    }
}
