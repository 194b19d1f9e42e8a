package dev.sluice.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.persistence.JournalProtocol;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** The life of the database under the plug-ins: opened, shared, closed, damaged. */
class SharedStoreTest {
    @TempDir
    Path storage;

    /** An event that cannot be compressed. */
    private final byte[] noise = new byte[1000];

    SharedStoreTest() {
        new Random(1).nextBytes(noise);
    }

    @Test
    void when_an_actor_system_ends_then_the_next_opens_the_directory_at_once() {
        for (int round = 0; round < 5; round++) {
            try (JournalSystem system = new JournalSystem(storage)) {
                assertThat(system.replay("a").highestSequenceNr()).isEqualTo(round);
                system.write("a", round + 1, round + 1);
            }
        }
    }

    @Test
    void when_two_actor_systems_name_one_directory_then_they_share_the_database() {
        try (JournalSystem second = new JournalSystem(storage)) {
            try (JournalSystem first = new JournalSystem(storage)) {
                first.write("a", 1, 3);
                assertThat(second.replay("a").numbers()).containsExactly(1L, 2L, 3L);
            }
            second.write("a", 4, 4);
            assertThat(second.replay("a").numbers()).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void when_opened_ahead_then_the_plugins_use_that_and_it_closes_with_the_last_user() {
        EmbeddedJournal ahead = EmbeddedJournal.open(storage);
        JournalSystem first = new JournalSystem(storage);
        first.write("a", 1, 3);
        ahead.close();
        assertThat(first.replay("a").numbers()).containsExactly(1L, 2L, 3L);
        first.close();
        try (EmbeddedJournal again = EmbeddedJournal.open(storage);
                JournalSystem second = new JournalSystem(storage)) {
            assertThat(again).isNotNull();
            assertThat(second.replay("a").numbers()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void when_events_are_deleted_as_they_are_written_then_the_database_stays_small() throws Exception {
        SharedStore store = SharedStore.acquire(storage);
        try {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (long nr = 1; nr <= 60_000; nr++) {
                last = store.changes().submit(store.events().append(List.of(new EventTable.Entry("a", nr, noise))));
                if (nr % 100 == 0) {
                    long deleted = nr - 50;
                    last = store.changes().alone(database -> EventTable.deleteTo("a", deleted, database));
                }
            }
            last.get(60, TimeUnit.SECONDS);
        } finally {
            store.release();
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(storage.resolve("db"))) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        assertThat(bytes).isLessThan(20_000_000); // of 60 MB written
    }

    @Test
    void when_the_plugin_names_a_directory_of_its_own_then_that_is_used() {
        Path own = storage.resolve("own");
        var config = ConfigFactory.parseString("sluice.journal.directory = \"" + own + "\"");
        try (JournalSystem system = new JournalSystem(storage, config)) {
            system.write("a", 1, 1);
        }
        assertThat(own.resolve("db")).isDirectory();
    }

    @Test
    void when_no_directory_is_configured_then_the_error_names_the_setting() {
        var system = ConfigFactory.parseString("sluice.storage.directory = \"\"");
        assertThatThrownBy(() -> PluginDirectory.of(ConfigFactory.parseString("directory = \"\""), system))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set sluice.storage.directory");
    }

    @Test
    void when_the_last_user_lets_go_then_what_was_submitted_is_on_disk() throws Exception {
        SharedStore store = SharedStore.acquire(storage);
        var written = store.changes().submit(store.events().append(List.of(new EventTable.Entry("a", 1, new byte[] {
            1, 2, 3
        }))));
        store.release();
        assertThat(written).isCompleted();
        SharedStore again = SharedStore.acquire(storage);
        try {
            assertThat(again.read(database -> EventTable.highestStored("a", database))
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(1);
        } finally {
            again.release();
        }
    }

    @Test
    void when_the_directory_cannot_be_opened_then_a_recovery_fails_at_once_with_the_cause() throws IOException {
        Files.writeString(storage.resolve("journal"), "not a directory");
        try (JournalSystem system = new JournalSystem(storage)) {
            system.askReplay("a", 0, Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(system.probe
                            .expectMsgClass(JournalProtocol.ReplayMessagesFailure.class)
                            .cause())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void when_the_log_is_torn_at_its_end_then_only_the_last_write_is_gone() throws IOException {
        writeOneByOne(20);
        Path log = log();
        truncate(log, Files.size(log) - 5);
        try (JournalSystem system = new JournalSystem(storage)) {
            assertThat(system.replay("a").highestSequenceNr()).isEqualTo(19);
        }
    }

    @Test
    void when_the_log_is_damaged_in_the_middle_then_the_journal_refuses_instead_of_losing_events() throws IOException {
        writeOneByOne(20);
        Path log = log();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long middle = file.length() / 2;
            file.seek(middle);
            int bits = file.read();
            file.seek(middle);
            file.write(bits ^ 0x10);
        }
        try (JournalSystem system = new JournalSystem(storage)) {
            system.askReplay("a", 0, Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(system.probe
                            .expectMsgClass(JournalProtocol.ReplayMessagesFailure.class)
                            .cause())
                    .hasMessageContaining("the journal in " + storage)
                    .hasMessageContaining("cannot be opened, because it is damaged");
        }
    }

    @Test
    void when_another_format_is_found_then_it_is_refused() throws Exception {
        try (Database database = Database.open(storage);
                var batch = new WriteBatch()) {
            batch.put(Keys.format(), new byte[] {0, 0, 0, 9});
            database.write(batch);
        }
        assertThatThrownBy(() -> Database.open(storage).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has format 9, and this release knows format 1 only");
    }

    private void writeOneByOne(int events) {
        try (JournalSystem system = new JournalSystem(storage)) {
            for (int nr = 1; nr <= events; nr++) {
                system.write("a", nr, nr);
            }
        }
    }

    private Path log() throws IOException {
        try (Stream<Path> files = Files.list(storage.resolve("journal/db"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size);
        }
    }
}
