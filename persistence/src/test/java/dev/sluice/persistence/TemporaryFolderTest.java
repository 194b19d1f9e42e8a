package dev.sluice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    /** Makes a folder with something in it, says so, and waits to be killed. */
    static final class Other {
        public static void main(String[] args) throws IOException {
            TemporaryFolder made = TemporaryFolder.create(Path.of(args[0]), "state-");
            Files.writeString(
                    Files.createDirectory(made.path().resolve("files")).resolve("file"), "state");
            System.out.println(made.path());
            System.in.read();
        }
    }

    private Process other() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void when_a_process_was_killed_then_its_folder_goes_when_the_next_is_made_and_those_in_use_stay() throws Exception {
        Path mine = Files.createDirectories(parent.resolve("state-of-mine"));
        Files.createFile(mine.resolve("lock"));
        Process killed = other();
        Process alive = other();
        try {
            Path left = Path.of(killed.inputReader().readLine());
            Path used = Path.of(alive.inputReader().readLine());
            killed.destroyForcibly();
            assertThat(killed.waitFor(1, TimeUnit.MINUTES)).isTrue();
            try (TemporaryFolder made = TemporaryFolder.create(parent, "state-")) {
                assertThat(left).doesNotExist();
                assertThat(used.resolve("files/file")).exists();
                assertThat(mine.resolve("lock")).as("is only called like them").exists();
                try (TemporaryFolder another = TemporaryFolder.create(parent, "state-")) {
                    assertThat(another.path()).isNotEqualTo(made.path());
                    assertThat(made.path()).exists();
                }
            }
            assertThat(parent)
                    .isDirectoryNotContaining(path -> !path.equals(used.toAbsolutePath()) && !path.equals(mine));
        } finally {
            killed.destroyForcibly();
            alive.destroyForcibly();
        }
    }
}
