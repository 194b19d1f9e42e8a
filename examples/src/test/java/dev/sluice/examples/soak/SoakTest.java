package dev.sluice.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.Folders;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Half a minute of {@code ./sluice soak} with little state; set {@code -Dsoak.seed} for other moments. */
@Tag("chaos")
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SoakTest {
    @Test
    void when_the_process_is_killed_again_and_again_then_the_results_are_exact_and_memory_is_bounded()
            throws Exception {
        Path folder = Path.of("target", "soak-" + ProcessHandle.current().pid()).toAbsolutePath();
        SoakSettings settings = new SoakSettings(
                Duration.ofSeconds(40),
                Duration.ofSeconds(14),
                96L << 20,
                32L << 20,
                32L << 20,
                Long.getLong("soak.seed", 1),
                folder,
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (SoakRun run = new SoakRun(settings, out)) {
            assertThat(run.run()).as("see the output and %s", folder).isTrue();
            assertThat(run.lives().size()).as("kills and a last process").isGreaterThan(1);
        }
        Folders.delete(folder);
    }
}
