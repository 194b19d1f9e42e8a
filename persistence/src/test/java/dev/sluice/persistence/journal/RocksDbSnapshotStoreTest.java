package dev.sluice.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.persistence.DeleteSnapshotSuccess;
import akka.persistence.DeleteSnapshotsSuccess;
import akka.persistence.SaveSnapshotFailure;
import akka.persistence.SaveSnapshotSuccess;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.OptionConverters;

/** What Akka Persistence demands of a snapshot store, tried on five snapshots with numbers 10 to 50. */
class RocksDbSnapshotStoreTest {
    @TempDir
    Path storage;

    private JournalSystem system;

    /** When they were taken, by number. */
    private final Map<Long, Long> taken = new HashMap<>();

    @BeforeEach
    void start() {
        system = new JournalSystem(storage);
        for (long nr = 10; nr <= 50; nr += 10) {
            taken.put(nr, save(SnapshotMetadata.apply("a", nr), "a-" + nr).timestamp());
        }
    }

    @AfterEach
    void stop() {
        system.close();
    }

    /** Saves, and returns with a timestamp that no later snapshot has. */
    private SnapshotMetadata save(SnapshotMetadata metadata, Object snapshot) {
        tell(new SnapshotProtocol.SaveSnapshot(metadata, snapshot));
        SnapshotMetadata saved =
                system.probe.expectMsgClass(SaveSnapshotSuccess.class).metadata();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.currentTimeMillis() > saved.timestamp());
        return saved;
    }

    private void tell(Object request) {
        system.snapshots.tell(request, system.probe.getRef());
    }

    private Optional<SelectedSnapshot> load(String persistenceId, SnapshotSelectionCriteria criteria) {
        tell(new SnapshotProtocol.LoadSnapshot(persistenceId, criteria, Long.MAX_VALUE));
        return OptionConverters.toJava(system.probe
                .expectMsgClass(SnapshotProtocol.LoadSnapshotResult.class)
                .snapshot());
    }

    private Optional<Object> content(SnapshotSelectionCriteria criteria) {
        return load("a", criteria).map(SelectedSnapshot::snapshot);
    }

    private static SnapshotSelectionCriteria upTo(long sequenceNr, long timestamp) {
        return SnapshotSelectionCriteria.create(sequenceNr, timestamp);
    }

    private static SnapshotSelectionCriteria any() {
        return SnapshotSelectionCriteria.latest();
    }

    @Test
    void when_the_id_is_unknown_then_none_is_found() {
        assertThat(load("b", any())).isEmpty();
    }

    @Test
    void when_any_fits_then_the_newest_is_found_with_its_metadata() {
        assertThat(load("a", any()))
                .contains(SelectedSnapshot.create(new SnapshotMetadata("a", 50, taken.get(50L)), "a-50"));
    }

    @Test
    void when_none_fits_then_none_is_found() {
        assertThat(content(SnapshotSelectionCriteria.none())).isEmpty();
        assertThat(content(upTo(9, Long.MAX_VALUE))).isEmpty();
        assertThat(content(upTo(Long.MAX_VALUE, taken.get(10L) - 1))).isEmpty();
        assertThat(content(SnapshotSelectionCriteria.create(100, Long.MAX_VALUE, 60, 0)))
                .isEmpty();
        assertThat(content(SnapshotSelectionCriteria.create(100, Long.MAX_VALUE, 0, taken.get(50L) + 1)))
                .isEmpty();
    }

    @Test
    void when_bounds_are_given_then_the_newest_within_is_found() {
        assertThat(content(upTo(30, Long.MAX_VALUE))).contains("a-30");
        assertThat(content(upTo(39, Long.MAX_VALUE))).contains("a-30");
        assertThat(content(upTo(Long.MAX_VALUE, taken.get(20L)))).contains("a-20");
        assertThat(content(upTo(30, taken.get(20L)))).contains("a-20");
        assertThat(content(SnapshotSelectionCriteria.create(40, Long.MAX_VALUE, 40, taken.get(40L))))
                .contains("a-40");
    }

    @Test
    void when_one_is_deleted_by_its_number_then_the_others_remain() {
        tell(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 30, 0)));
        system.probe.expectMsgClass(DeleteSnapshotSuccess.class);
        assertThat(content(upTo(30, Long.MAX_VALUE))).contains("a-20");
        assertThat(content(any())).contains("a-50");
    }

    @Test
    void when_one_is_deleted_by_another_timestamp_then_it_remains() {
        tell(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 30, taken.get(30L) - 1)));
        system.probe.expectMsgClass(DeleteSnapshotSuccess.class);
        assertThat(content(upTo(30, Long.MAX_VALUE))).contains("a-30");
        tell(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 30, taken.get(30L))));
        system.probe.expectMsgClass(DeleteSnapshotSuccess.class);
        assertThat(content(upTo(30, Long.MAX_VALUE))).contains("a-20");
    }

    @Test
    void when_those_within_bounds_are_deleted_then_the_others_remain() {
        tell(new SnapshotProtocol.DeleteSnapshots("a", upTo(30, taken.get(20L))));
        system.probe.expectMsgClass(DeleteSnapshotsSuccess.class);
        assertThat(content(upTo(20, Long.MAX_VALUE))).isEmpty();
        assertThat(content(upTo(30, Long.MAX_VALUE))).contains("a-30");
        assertThat(content(any())).contains("a-50");
    }

    @Test
    void when_restarted_then_snapshots_and_deletions_are_still_there() {
        tell(new SnapshotProtocol.DeleteSnapshots("a", upTo(40, Long.MAX_VALUE)));
        system.probe.expectMsgClass(DeleteSnapshotsSuccess.class);
        system.close();
        system = new JournalSystem(storage);
        assertThat(content(any())).contains("a-50");
        assertThat(content(upTo(40, Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void when_a_number_is_used_again_then_the_later_snapshot_is_found() {
        SnapshotMetadata later = save(SnapshotMetadata.apply("a", 50), new JsonEvent("later", 1));
        assertThat(later.timestamp()).isGreaterThan(taken.get(50L));
        assertThat(load("a", any())).contains(SelectedSnapshot.create(later, new JsonEvent("later", 1)));
    }

    @Test
    void when_metadata_is_attached_then_it_comes_back() {
        save(SnapshotMetadata.apply("b", 1).withMetadata(new JsonEvent("about", 3)), "content");
        assertThat(load("b", any()).orElseThrow().metadata().metadata().get()).isEqualTo(new JsonEvent("about", 3));
    }

    @Test
    void when_a_snapshot_is_large_then_it_comes_back_whole() {
        String large = "0123456789abcdef".repeat(1 << 20);
        save(SnapshotMetadata.apply("b", 1), large);
        assertThat(load("b", any()).orElseThrow().snapshot()).isEqualTo(large);
    }

    @Test
    void when_a_snapshot_is_not_serializable_then_saving_fails() {
        tell(new SnapshotProtocol.SaveSnapshot(SnapshotMetadata.apply("b", 1), new Object()));
        assertThat(system.probe.expectMsgClass(SaveSnapshotFailure.class).cause())
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("java.lang.Object has no serializer");
        assertThat(load("b", any())).isEmpty();
    }
}
