package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three minutes of disturbances with real processes; set {@code -Dchaos.seed} for others. */
@Tag("chaos")
@Timeout(720)
class ChaosTest {
    private static final Duration DISTURBED = Duration.ofMinutes(3);

    @Test
    void when_a_cluster_is_disturbed_for_three_minutes_then_all_results_are_exact() throws Exception {
        ChaosSettings settings = TestFolders.settings("chaos", DISTURBED, Long.getLong("chaos.seed", 1));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (ChaosRun run = new ChaosRun(settings, out)) {
            assertThat(run.run()).as("see the output and %s", settings.folder()).isTrue();
        }
    }
}
