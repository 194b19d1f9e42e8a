package dev.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.examples.SluiceProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A job on the real command line, killed once after it has committed something, and resumed to its end. */
public final class KilledRun {
    private KilledRun() {}

    /**
     * @param folder where it runs
     * @param output what it writes to, below the folder
     * @param arguments the command line after {@code sluice}
     */
    public static void of(Path folder, String output, String... arguments) throws Exception {
        try (SluiceProcess process = SluiceProcess.start(folder, arguments)) {
            await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> hasCommitted(folder.resolve(output)));
            Ended ended = process.killAfter(Duration.ofMillis(300));
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(137);
        }
        try (SluiceProcess process = SluiceProcess.start(folder, arguments)) {
            Ended ended = process.waitForEnd();
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out()).startsWith("resuming ");
        }
    }

    private static boolean hasCommitted(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("[^.].*\\.csv"));
        }
    }
}
