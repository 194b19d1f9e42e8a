package dev.sluice.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLockTest {
    @TempDir
    Path directory;

    /** Takes the lock and holds it until killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (StorageLock lock = StorageLock.acquire(Path.of(arguments[0]))) {
                System.out.println("held " + lock.directory());
                new CountDownLatch(1).await();
            } catch (StorageInUseException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void when_the_directory_does_not_exist_then_it_is_made() throws IOException {
        Path nested = directory.resolve("a/b");
        try (StorageLock lock = StorageLock.acquire(nested)) {
            assertThat(lock.directory()).isEqualTo(nested.toRealPath());
        }
    }

    @Test
    void when_held_by_this_process_then_refused_with_its_pid_and_start() throws IOException {
        try (StorageLock lock = StorageLock.acquire(directory)) {
            assertThatThrownBy(() -> StorageLock.acquire(directory.resolve("../" + directory.getFileName())))
                    .isInstanceOf(StorageInUseException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid() + " (started 2")
                    .hasMessageEndingWith("stop it, or give another --storage");
            assertThat(Files.readString(lock.directory().resolve("lock")))
                    .startsWith("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void when_closed_then_free_for_the_next() throws IOException {
        StorageLock first = StorageLock.acquire(directory);
        first.close();
        try (StorageLock second = StorageLock.acquire(directory)) {
            first.close(); // again: must not release what is no longer its own
            assertThatThrownBy(() -> StorageLock.acquire(directory)).isInstanceOf(StorageInUseException.class);
            assertThat(second.directory()).isEqualTo(directory.toRealPath());
        }
    }

    @Test
    void when_held_by_another_process_then_refused_until_that_is_killed() throws Exception {
        try (ForkedJvm other = new ForkedJvm(Holder.class, directory.toString())) {
            assertThat(other.readLine()).startsWith("held ");
            assertThatThrownBy(() -> StorageLock.acquire(directory))
                    .isInstanceOf(StorageInUseException.class)
                    .hasMessageContaining(directory + " is in use by process " + other.pid() + " (started 2");
            other.kill();
            other.awaitEnd();
            StorageLock.acquire(directory).close();
        }
    }

    @Test
    void when_refused_in_this_process_then_another_process_is_still_refused() throws Exception {
        try (StorageLock lock = StorageLock.acquire(directory)) {
            // Closing any other channel of the file would drop the lock of the whole process.
            assertThatThrownBy(() -> StorageLock.acquire(lock.directory())).isInstanceOf(StorageInUseException.class);
            try (ForkedJvm other = new ForkedJvm(Holder.class, directory.toString())) {
                assertThat(other.readLine())
                        .startsWith("storage directory ")
                        .contains("process " + ProcessHandle.current().pid() + " (");
            }
        }
    }
}
