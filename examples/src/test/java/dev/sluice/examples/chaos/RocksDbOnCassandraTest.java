package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.examples.oracle.CommittedRows;
import dev.sluice.persistence.cassandra.CassandraCheckpointStore;
import dev.sluice.persistence.cassandra.CassandraStoreSettings;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose state is in RocksDB, on a cluster whose checkpoints are in a real Cassandra. */
@Timeout(240)
class RocksDbOnCassandraTest {
    private static final String JOB = "wide-state";
    private static final String KEYSPACE = "sluice";
    private static final int KEYS = 60_000;
    private static final int RATE = 30_000;
    private static final String ROCKSDB = "\nsluice.state { backend = rocksdb, rocksdb.memory = 64 MiB }";
    private static final String COORDINATOR = "sluice.node.roles = [coordinator]" + ROCKSDB;
    private static final String WORKER = "sluice.node.roles = [worker]" + ROCKSDB;

    @TempDir
    private Path folder;

    @Test
    void when_a_worker_is_killed_then_the_results_are_exact_and_only_parts_that_are_needed_are_kept() throws Exception {
        try (TrialCluster cluster = TrialCluster.start(folder, COORDINATOR, WORKER, WORKER);
                CqlSession session = session(cluster.grounds().cassandra())) {
            try {
                run(cluster, session);
            } catch (Exception | AssertionError e) {
                cluster.printLogs();
                throw e;
            }
        }
    }

    private void run(TrialCluster cluster, CqlSession session) throws Exception {
        cluster.submit(JOB, Map.of("keys", String.valueOf(KEYS)), 2, RATE);
        cluster.awaitJob(JOB, job -> TrialCluster.read(job) > KEYS);
        JobDocument before = cluster.awaitCheckpoints(JOB, 4);
        CassandraCheckpointStore store =
                new CassandraCheckpointStore(session, CassandraStoreSettings.defaults(KEYSPACE));
        awaitSharedParts(before.run(), store);

        cluster.grounds().kill(3);
        JobDocument after = cluster.awaitJob(
                JOB,
                job -> job.attempt() > before.attempt() && job.state().equals("RUNNING") && TrialCluster.read(job) > 0);
        cluster.awaitCheckpoints(JOB, 5);
        awaitSharedParts(after.run(), store);
        cluster.stop(JOB);
        cluster.awaitJob(JOB, job -> job.state().equals("STOPPED"));

        await().atMost(TrialCluster.PATIENCE)
                .untilAsserted(() -> assertThatOnlyWhatIsNeededIsThere(after.run(), store, session));
        assertExact(CommittedRows.read(cluster.output(JOB), "number,count"));
    }

    private static CqlSession session(InetSocketAddress cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra)
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }

    /** When files are merged, a checkpoint may have no part in common with the one before. */
    private static void awaitSharedParts(String run, CassandraCheckpointStore store) {
        await().atMost(TrialCluster.PATIENCE)
                .untilAsserted(
                        () -> assertThatPartsAreShared(store.completed(run).get(0)));
    }

    private static void assertThatPartsAreShared(CheckpointManifest checkpoint) {
        assertThat(checkpoint.snapshots().stream()
                        .flatMap(snapshot -> snapshot.shared().stream())
                        .filter(part -> part.address().checkpoint() < checkpoint.checkpoint()))
                .as("parts of checkpoint %d that an earlier one has written", checkpoint.checkpoint())
                .isNotEmpty();
        assertThat(checkpoint.snapshots())
                .filteredOn(snapshot -> !snapshot.shared().isEmpty())
                .allSatisfy(snapshot -> assertThat(snapshot.newBytes()).isLessThan(snapshot.fullBytes()));
    }

    private static void assertThatOnlyWhatIsNeededIsThere(
            String run, CassandraCheckpointStore store, CqlSession session) throws Exception {
        Set<String> needed = new HashSet<>();
        for (CheckpointManifest manifest : store.completed(run)) {
            for (SnapshotHandle snapshot : manifest.snapshots()) {
                snapshot.pieces().forEach(piece -> needed.add(piece.location()));
            }
        }
        Set<String> there = session
                .execute("SELECT id, dropped FROM " + KEYSPACE + ".checkpoint_snapshots WHERE run = ?", run)
                .all()
                .stream()
                .filter(row -> !row.getBoolean("dropped")) // those stay while another refers to their blobs
                .map(row -> Objects.toString(row.getUuid("id")))
                .collect(Collectors.toSet());
        assertThat(there).as("what is kept, and what checkpoints need").isEqualTo(needed);
    }

    /** Each of the sampled keys has told each of its counts once. */
    private static void assertExact(List<String> rows) {
        Map<String, List<Integer>> counts = rows.stream()
                .map(row -> row.split(","))
                .collect(Collectors.groupingBy(
                        row -> row[0], Collectors.mapping(row -> Integer.valueOf(row[1]), Collectors.toList())));
        assertThat(counts).containsOnlyKeys("0", "20000", "40000");
        counts.forEach((key, told) -> assertThat(told)
                .as("counts of key %s", key)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, told.size()).boxed().toList()));
    }
}
