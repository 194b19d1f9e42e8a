package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.examples.SluiceProcess;
import dev.sluice.examples.SluiceProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong, on the real command line: one clear line on standard error, and the exit code that fits. */
class WrongInputTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeInput() throws Exception {
        Files.writeString(folder.resolve("good.csv"), """
                scheduled,delay,distance,origin,destination
                2001-01-01T00:01,33,2176,LAS,PHL
                """);
        Files.writeString(folder.resolve("bad.csv"), """
                scheduled,delay,distance,origin,destination
                2001-01-01T00:01,33,2176,LAS,PHL
                2001-01-01T00:01,late,2176,LAS,PHL
                """);
    }

    @Test
    void when_a_row_is_malformed_then_the_job_fails_with_file_line_and_row() throws Exception {
        Ended ended = SluiceProcess.run(folder, "run", "flight-delays", "--input", "bad.csv", "--output", "out");
        assertFails(ended, 1, "job failed", "\"flights\"", "bad.csv:3", "late");
    }

    @Test
    void when_the_input_is_missing_then_the_job_fails_with_its_path() throws Exception {
        Ended ended = SluiceProcess.run(folder, "run", "flight-delays", "--input", "none.csv", "--output", "out");
        assertFails(
                ended,
                1,
                "job failed",
                "\"flights\"",
                folder.resolve("none.csv").toString());
    }

    @Test
    void when_the_output_cannot_be_written_then_the_job_fails_with_its_path() throws Exception {
        Ended ended =
                SluiceProcess.run(folder, "run", "flight-delays", "--input", "good.csv", "--output", "good.csv/out");
        assertFails(
                ended, 1, "job failed", "\"hourly\"", folder.resolve("good.csv").toString());
    }

    @Test
    void when_the_job_is_unknown_then_the_nearest_is_named() throws Exception {
        Ended ended = SluiceProcess.run(folder, "run", "flight-delay", "--input", "good.csv", "--output", "out");
        assertFails(ended, 2, "unknown job \"flight-delay\"; did you mean flight-delays?", "word-count");
    }

    @Test
    void when_a_duration_is_bad_then_the_option_is_named() throws Exception {
        Ended ended = SluiceProcess.run(
                folder,
                "run",
                "flight-delays",
                "--input",
                "good.csv",
                "--output",
                "out",
                "--checkpoint-interval",
                "often");
        assertFails(ended, 2, "--checkpoint-interval", "\"often\" is not a duration such as 250ms, 1s or 5m");
    }

    @Test
    void when_an_option_is_missing_or_unknown_then_it_is_named() throws Exception {
        assertFails(
                SluiceProcess.run(folder, "run", "flight-delays", "--output", "out"),
                2,
                "needs the parameter \"input\"");
        assertFails(
                SluiceProcess.run(folder, "run", "flight-delays", "--inptu", "x", "--output", "out"),
                2,
                "unknown option \"--inptu\"; did you mean --input?");
    }

    @Test
    void when_the_storage_cannot_be_used_then_its_path_is_named() throws Exception {
        Ended ended = SluiceProcess.run(
                folder, "run", "flight-delays", "--input", "good.csv", "--output", "out", "--storage", "good.csv");
        assertFails(ended, 2, folder.resolve("good.csv").toString());
    }

    private static void assertFails(Ended ended, int exitCode, String... parts) {
        assertThat(ended.err()).startsWith("sluice: ").contains(parts).hasLineCount(1);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
    }
}
