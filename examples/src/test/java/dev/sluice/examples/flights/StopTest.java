package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.examples.SluiceProcess;
import dev.sluice.examples.SluiceProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is stopped in order, and what others may do to it meanwhile. */
class StopTest {
    @TempDir
    private Path folder;

    @Test
    void when_a_job_is_terminated_then_it_stops_cleanly_and_the_same_command_resumes_it() throws Exception {
        List<String> rows = PlainComputation.bundledRows().subList(0, 20_000);
        Files.writeString(
                folder.resolve("in.csv"),
                "scheduled,delay,distance,origin,destination\n" + String.join("\n", rows) + "\n");
        try (SluiceProcess process = start("--rate", "2000")) {
            process.waitFor("checkpoint [1-9]");

            Ended second = SluiceProcess.run(folder, arguments("--rate", "2000"));
            assertThat(second.exitCode()).as("a second process on the storage").isEqualTo(2);
            assertThat(second.err()).contains("is in use").hasLineCount(1);

            process.terminate();
            Ended ended = process.waitForEnd();
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(143);
            assertThat(ended.out()).endsWith("stopped; run the same command again to resume\n");
            assertThat(ended.err()).isEmpty();
        }
        try (SluiceProcess process = start()) {
            Ended ended = process.waitForEnd();
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out()).startsWith("resuming flight-delays from checkpoint ");
        }
        assertThat(PlainComputation.committed(folder.resolve("out")))
                .containsExactlyElementsOf(PlainComputation.of(rows.stream()));

        Ended again = SluiceProcess.run(folder, arguments());
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).as("after a success").startsWith("starting flight-delays");
        assertThat(PlainComputation.committed(folder.resolve("out")))
                .as("results of the second run in place of the first one's")
                .containsExactlyElementsOf(PlainComputation.of(rows.stream()));
    }

    private SluiceProcess start(String... more) throws Exception {
        return SluiceProcess.start(folder, arguments(more));
    }

    private static String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run", "flight-delays", "--input", "in.csv", "--output", "out", "--checkpoint-interval", "200ms"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
