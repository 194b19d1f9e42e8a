package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.job.JobState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    @Test
    void when_on_a_terminal_then_progress_is_repainted_and_lines_stay() {
        TerminalView view = new TerminalView("echo", out);
        view.progress(at(1_000, Long.MIN_VALUE), 10);
        view.progress(at(2_000, Long.MIN_VALUE), 10);
        view.line("done");
        assertThat(written.toString())
                .isEqualToNormalizingNewlines(
                        "\r\u001b[K\u001b[?7lecho: 1,000 read  10/s  watermark -  checkpoint 4\u001b[?7h"
                                + "\r\u001b[K\u001b[?7lecho: 2,000 read  10/s  watermark -  checkpoint 4\u001b[?7h"
                                + "\r\u001b[Kdone\n");
    }

    @Test
    void when_piped_then_each_progress_is_a_plain_line() {
        PlainView view = new PlainView("echo", out);
        view.progress(at(1_000, Long.MIN_VALUE), 1234.5);
        view.line("done");
        assertThat(written.toString())
                .isEqualToNormalizingNewlines("echo: 1,000 read  1,235/s  watermark -  checkpoint 4\ndone\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-9223372036854775808, -",
        "9223372036854775807, at the end",
        "978307260999, 2001-01-01T00:01:00Z",
    })
    void when_the_watermark_is_shown_then_people_can_read_it(long watermark, String shown) {
        assertThat(ProgressLine.of("echo", at(1, watermark), 0)).contains("watermark " + shown + "  ");
    }

    @Test
    void when_checkpoints_failed_then_the_line_says_how_many() {
        JobProgress progress = new JobProgress(
                JobState.RUNNING, 1, 1, 1, Instant.EPOCH.toEpochMilli(), 4, 2, 6, List.of(), 0, Map.of(), Map.of());
        assertThat(ProgressLine.of("echo", progress, 0)).endsWith("checkpoint 6 (2 failed)");
    }

    @Test
    void when_the_job_waits_for_a_restart_then_the_line_says_so() {
        JobProgress progress =
                new JobProgress(JobState.RESTARTING, 1, 1, 1, 0, 4, 2, 6, List.of(), 0, Map.of(), Map.of());
        assertThat(ProgressLine.of("echo", progress, 0)).isEqualTo("echo: restarting after a failure");
    }

    @Test
    void when_a_count_grows_then_the_rate_is_that_of_the_last_two_seconds() {
        RateMeter meter = new RateMeter();
        long second = 1_000_000_000L;
        assertThat(meter.update(0, 0)).isZero();
        assertThat(meter.update(second, 100)).isEqualTo(100);
        assertThat(meter.update(2 * second, 300)).isEqualTo(150);
        assertThat(meter.update(3 * second, 1_100)).isEqualTo(500);
        assertThat(meter.update(60 * second, 1_100)).isZero();
    }

    private static JobProgress at(long read, long watermark) {
        return new JobProgress(JobState.RUNNING, 1, read, 0, watermark, 4, 0, 4, List.of(), 0, Map.of(), Map.of());
    }
}
