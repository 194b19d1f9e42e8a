package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.CliContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class SnapshotPauseCommandTest {
    @Test
    void shouldPrintOneLine() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        BenchCommand command = new BenchCommand();
        command.bind(new CliContext(null, List.of(), null, new PrintWriter(out), new PrintWriter(err)));

        int exitCode = new CommandLine(command)
                .setErr(new PrintWriter(err, true))
                .execute(("snapshot-pause --keys 1k --events 500k --parallelism 2 --checkpoint-interval 20ms")
                        .split(" "));

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        String ms = "=\\d+\\.\\d+ ";
        assertThat(out.toString().replaceAll("\\R$", " "))
                .matches("PAUSE checkpoints=[1-9]\\d* sync_ms_max" + ms + "sync_ms_median" + ms + "gap_ms_max" + ms
                        + "gap_ms_max_without" + ms);
    }
}
