package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.examples.SluiceProcess;
import dev.sluice.examples.SluiceProcess.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command line, killed by SIGKILL at random moments and started again until it is done: the output must be
 * that of a plain computation. The moments come from a seed that is printed; set {@code -Dcrash.seed} to use one again.
 */
class CrashTest {
    private static final int KILLS = 5;
    private static final int ROWS = 100_000;
    private static final long RATE = 8_000; // so that all kills together leave the job unfinished
    private static final int LONGEST_LIFE_MILLIS = 2_000;

    private final Random random = new Random(seed());

    @TempDir
    private Path folder;

    private static long seed() {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash.seed = " + seed);
        return seed;
    }

    @Test
    void when_a_job_on_one_compressed_file_is_killed_again_and_again_then_its_result_is_exact() throws Exception {
        List<String> rows = PlainComputation.bundledRows().subList(0, ROWS);
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.csv.gz")))) {
            write(rows, file);
        }
        killUntilDone("in.csv.gz", 1);
        assertExact(rows);
    }

    @Test
    void when_a_job_on_splits_of_a_plain_file_is_killed_again_and_again_then_its_result_is_exact() throws Exception {
        List<String> rows = PlainComputation.bundledRows().subList(0, ROWS);
        try (OutputStream file = Files.newOutputStream(folder.resolve("in.csv"))) {
            write(rows, file);
        }
        killUntilDone("in.csv", 2);
        assertExact(rows);
    }

    private void killUntilDone(String input, int parallelism) throws Exception {
        int resumed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (SluiceProcess process = start(input, parallelism, "--rate", Long.toString(RATE))) {
                // One of them dies while it starts, the others while records flow, both at any moment.
                if (kill != 2) {
                    process.waitFor("\\(run ");
                }
                // Chance may kill all of them before their first checkpoint: one has to have something to go on from.
                if (kill == 0) {
                    await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(this::hasCheckpoint);
                }
                Ended ended = process.killAfter(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
                assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(137);
                if (ended.out().startsWith("resuming flight-delays from checkpoint")) {
                    resumed++;
                }
            }
        }
        try (SluiceProcess process = start(input, parallelism)) {
            Ended ended = process.waitForEnd();
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out()).startsWith("resuming flight-delays from ");
        }
        assertThat(resumed).as("restarts that had a checkpoint to go on from").isPositive();
    }

    private boolean hasCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".checkpoint"));
        }
    }

    private SluiceProcess start(String input, int parallelism, String... more) throws IOException {
        Stream<String> arguments = Stream.of(
                "run",
                "flight-delays",
                "--input",
                input,
                "--output",
                "out",
                "--checkpoint-interval",
                "100ms",
                "--parallelism",
                Integer.toString(parallelism));
        return SluiceProcess.start(
                folder, Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private void assertExact(List<String> rows) throws IOException {
        assertThat(PlainComputation.committed(folder.resolve("out")))
                .containsExactlyElementsOf(PlainComputation.of(rows.stream()));
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .allSatisfy(name -> assertThat(name).endsWith(".csv").doesNotStartWith("."));
        }
    }

    private static void write(List<String> rows, OutputStream file) {
        PrintWriter out = new PrintWriter(file, false, StandardCharsets.UTF_8);
        out.print("scheduled,delay,distance,origin,destination\n");
        rows.forEach(row -> out.print(row + "\n"));
        out.flush();
    }
}
