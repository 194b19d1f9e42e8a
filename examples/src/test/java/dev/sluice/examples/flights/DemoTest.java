package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.examples.SluiceProcess;
import dev.sluice.examples.SluiceProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void when_the_demo_is_killed_and_started_again_then_it_resumes_and_shows_the_worst_hours_of_the_exact_result()
            throws Exception {
        try (SluiceProcess process =
                SluiceProcess.start(folder, "demo", "--rate", "50000", "--checkpoint-interval", "200ms")) {
            process.waitFor("checkpoint [1-9]");
            assertThat(process.killAfter(Duration.ZERO).exitCode()).isEqualTo(137);
        }

        Ended ended = SluiceProcess.run(folder, "demo");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("resuming flight-delays from checkpoint ");
        List<String> expected = PlainComputation.of(PlainComputation.bundledRows().stream());
        assertThat(PlainComputation.committed(folder.resolve(".sluice/demo/output")))
                .isEqualTo(expected);
        assertThat(ended.out().lines().filter(line -> line.matches("\\w{3} \\d+ Jan \\d\\d:00 .*")))
                .hasSize(15)
                .allMatch(line -> line.matches(".*, [A-Z]{2} .*\\d+m$"));
        assertThat(ended.out()).contains("checkpoints, resumed; all airport-hours: .sluice/demo/output");
    }
}
