package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.CliContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that measure large state and slow sinks, with little of both. */
final class StateLinesTest {
    private static List<String> lines(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        BenchCommand command = new BenchCommand();
        command.bind(new CliContext(null, List.of(), null, new PrintWriter(out), new PrintWriter(err)));
        assertThat(new CommandLine(command).execute(arguments))
                .as(err.toString())
                .isZero();
        return out.toString().lines().toList();
    }

    @Test
    void shouldTellWhatStateCostsOnEachBackend() {
        List<String> lines = lines(
                "state",
                "--keys",
                "300k",
                "--events",
                "500k",
                "--backends",
                "heap,rocksdb",
                "--parallelism",
                "2",
                "--checkpoint-interval",
                "200ms");
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            assertThat(line)
                    .matches("STATE backend=(heap|rocksdb) keys=300000 keysPerSecond=\\d+ eventsPerSecond=\\d+"
                            + " cpu_ns_per_event=\\d+ savepoint_ms=\\d+ savepoint_mb=[\\d.]+ full_ms=\\d+ full_mb=[\\d.]+"
                            + " changed=1.0% incremental_ms=\\d+ incremental_mb=[\\d.]+");
            assertThat(figure(line, "incremental_mb")).isLessThan(figure(line, "full_mb") / 5);
        }
    }

    @Test
    void shouldTellWhatCheckpointsTakeBehindASlowSink() {
        List<String> lines = lines(
                "unaligned",
                "--rate",
                "5k",
                "--time",
                "4s",
                "--parallelism",
                "2",
                "--checkpoint-interval",
                "200ms",
                "--aligned-timeout",
                "20ms");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("UNALIGNED aligned_timeout=none ");
        assertThat(lines.get(1))
                .matches("UNALIGNED aligned_timeout=20ms .* checkpoints=\\d+ median_ms=\\d+ max_ms=\\d+");
        assertThat(figure(lines.get(1), "checkpoints")).isGreaterThan(figure(lines.get(0), "checkpoints"));
    }

    private static double figure(String line, String name) {
        return Double.parseDouble(line.replaceAll(".* " + name + "=([\\d.]+).*", "$1"));
    }
}
