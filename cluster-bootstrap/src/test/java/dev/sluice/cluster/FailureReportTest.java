package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureReportTest {
    private final ScriptedRuntime engine = new ScriptedRuntime();
    private final Cli cli = new Cli(engine);

    @Test
    void when_a_record_is_bad_then_one_line_says_where() {
        engine.fails(
                ScriptedRuntime.failure("dev.sluice.api.connector.BadRecordException", "x.csv:17: no number:\n oops"));
        assertThat(cli.run("run", "echo", "--input", "x")).isEqualTo(ExitCodes.JOB_FAILED);
        assertThat(cli.err())
                .isEqualToIgnoringNewLines("sluice: job failed: operator \"parse\" (subtask 0) failed at line 17:"
                        + " x.csv:17: no number: oops");
    }

    @Test
    void when_user_code_throws_then_its_stack_trace_follows_the_line() {
        engine.fails(ScriptedRuntime.failure("java.lang.IllegalStateException", "oops"));
        assertThat(cli.run("run", "echo", "--input", "x")).isEqualTo(ExitCodes.JOB_FAILED);
        assertThat(cli.err().lines().findFirst().orElseThrow()).startsWith("sluice: job failed: operator \"parse\"");
        assertThat(cli.err()).contains("\tat Some.where");
    }

    @Test
    void when_verbose_then_every_failure_has_a_stack_trace() {
        engine.fails(ScriptedRuntime.failure("java.nio.file.NoSuchFileException", "x"));
        cli.run("run", "echo", "--input", "x", "--verbose");
        assertThat(cli.err()).contains("\tat Some.where");
    }

    @Test
    void when_the_job_failed_then_the_engine_is_closed() {
        engine.fails(ScriptedRuntime.failure("java.io.IOException", "x"));
        cli.run("run", "echo", "--input", "x");
        assertThat(engine.closed).isTrue();
    }

    @Test
    void when_quiet_then_the_failure_is_still_told() {
        engine.fails(ScriptedRuntime.failure("java.io.IOException", "disk full"));
        cli.run("run", "echo", "--input", "x", "--quiet");
        assertThat(cli.err()).contains("disk full");
        assertThat(cli.out()).isEmpty();
    }
}
