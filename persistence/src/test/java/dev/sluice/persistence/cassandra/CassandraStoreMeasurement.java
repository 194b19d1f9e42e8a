package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Measures the store in Cassandra beside the local one; run by hand, in the folder of the module:
 * {@code CassandraStoreMeasurement ROUNDS}. In each round each setting writes 40 MB of noise, reads it, writes it again
 * with one chunk of eight changed, and completes and deletes the checkpoint; medians are printed.
 */
final class CassandraStoreMeasurement {
    private static final long[] SEEDS = LongStream.range(0, 160).toArray();

    private CassandraStoreMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, CheckpointStore> stores = new LinkedHashMap<>();
        try (CqlSession session = TestCassandra.session()) {
            String keyspace = TestCassandra.keyspace(session, CassandraStoreMeasurement.class);
            stores.put("local", new LocalCheckpointStore(Path.of("target/measurement")));
            for (int kibibytes : new int[] {128, 256, 512}) {
                for (int inFlight : new int[] {1, 4, 8}) {
                    var settings = new CassandraStoreSettings(
                            keyspace,
                            kibibytes << 10,
                            inFlight,
                            inFlight,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30));
                    stores.put(
                            "blobs of " + kibibytes + " KiB, " + inFlight + " in flight",
                            new CassandraCheckpointStore(session, settings));
                }
            }
            Map<String, List<double[]>> results = new LinkedHashMap<>();
            for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
                for (Map.Entry<String, CheckpointStore> store : stores.entrySet()) {
                    results.computeIfAbsent(store.getKey(), name -> new ArrayList<>())
                            .add(measure(store.getValue()));
                }
            }
            results.forEach((name, rounds) -> System.out.printf(
                    "%-30s write %.0f MB/s, read %.0f MB/s, write with 1/8 changed %.0f MB/s, begin and commit %.1f ms,"
                            + " complete %.1f ms, retain %.1f ms%n",
                    name,
                    median(rounds, 0),
                    median(rounds, 1),
                    median(rounds, 2),
                    median(rounds, 3),
                    median(rounds, 4),
                    median(rounds, 5)));
        } finally {
            TestCassandra.server().close();
        }
    }

    private static double median(List<double[]> rounds, int column) {
        double[] values =
                rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        return values[values.length / 2];
    }

    private interface Step {
        void run() throws IOException;
    }

    private static double seconds(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double[] measure(CheckpointStore store) throws IOException {
        double megabytes = SEEDS.length * 262_144 / 1e6;
        SnapshotHandle[] handles = new SnapshotHandle[3];
        long[] changed =
                Arrays.stream(SEEDS).map(i -> i % 8 == 0 ? i + 1000 : i).toArray();
        double write = seconds(() -> handles[0] = write(store, 1, SEEDS));
        double read = seconds(() -> store.verify(handles[0]));
        double again = seconds(() -> handles[1] = write(store, 2, changed));
        double empty = seconds(() -> handles[2] = write(store, 3));
        double complete = seconds(() -> StoreHarness.complete(store, 1, handles[2]));
        double retain = seconds(() -> store.retain(StoreHarness.RUN, Set.of(3L), 4));
        store.deleteRun(StoreHarness.RUN);
        return new double[] {
            megabytes / write, megabytes / read, megabytes / again, empty * 1e3, complete * 1e3, retain * 1e3
        };
    }

    private static SnapshotHandle write(CheckpointStore store, long checkpoint, long... seeds) throws IOException {
        return StoreHarness.write(store, new SnapshotAddress(StoreHarness.RUN, checkpoint, 1, "vertex", 0), seeds);
    }
}
