package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunCommandTest {
    private final ScriptedRuntime engine = new ScriptedRuntime();
    private final Cli cli = new Cli(engine);

    @Test
    void when_options_are_given_then_the_engine_gets_them() {
        engine.finishes();
        int exitCode = cli.run(
                "run",
                "echo",
                "--input",
                "x",
                "--parallelism",
                "3",
                "--checkpoint-interval",
                "250ms",
                "--rate",
                "50_000",
                "--fresh",
                "--storage",
                "state");
        assertThat(exitCode).isZero();
        assertThat(engine.options)
                .isEqualTo(JobOptions.defaults()
                        .withParallelism(3)
                        .withCheckpointInterval(Duration.ofMillis(250))
                        .withRate(50_000)
                        .withFresh(true));
        assertThat(engine.storage).isEqualTo(Path.of("/home/ann/state"));
    }

    @Test
    void when_no_options_are_given_then_the_engine_uses_its_defaults() {
        engine.finishes();
        cli.run("run", "echo", "--input", "x");
        assertThat(engine.options).isEqualTo(JobOptions.defaults());
    }

    @Test
    void when_a_parameter_is_a_path_then_it_is_resolved_against_the_users_folder() {
        engine.finishes();
        cli.run("run", "echo", "--input", "../bob/x.csv");
        assertThat(engine.parameters).isEqualTo(Parameters.of("input", "/home/bob/x.csv", "volume", "11"));
    }

    @Test
    void when_parameters_are_given_by_name_then_they_count_as_options() {
        engine.finishes();
        cli.run("run", "echo", "--param", "input=x", "--param", "volume=3");
        assertThat(engine.parameters).isEqualTo(Parameters.of("input", "/home/ann/x", "volume", "3"));
    }

    @Test
    void when_a_jobs_parameter_is_called_like_a_common_option_then_it_is_given_by_name() {
        engine.finishes();
        cli.run("run", "echo", "--input", "x", "--rate", "5", "--state-backend", "heap", "--param", "rate=slow");
        assertThat(engine.options.stateBackend()).hasValue(StateBackendKind.HEAP);
        assertThat(engine.options.rate()).isEqualTo(OptionalLong.of(5));
        assertThat(engine.parameters.string("rate")).isEqualTo("slow");
    }

    @Test
    void when_the_job_begins_anew_then_the_first_line_names_the_run_and_its_storage() {
        engine.finishes();
        cli.run("run", "echo", "--input", "x");
        assertThat(cli.out().lines().findFirst().orElseThrow())
                .matches("starting echo \\(run echo-3fa1, storage \\.sluice/echo-[0-9a-f]{8}\\)");
    }

    @Test
    void when_the_job_begins_from_a_savepoint_then_the_engine_is_told_and_the_first_line_says_so() {
        engine.finishes();
        assertThat(cli.run("run", "echo", "--input", "x", "--from", "./saved")).isZero();
        assertThat(engine.options)
                .isEqualTo(JobOptions.defaults().withStartFrom(StartFrom.savepoint("/home/ann/saved")));
        assertThat(cli.out()).startsWith("starting echo from savepoint /home/ann/saved (run ");
    }

    @Test
    void when_the_job_resumes_then_the_first_line_names_the_checkpoint() {
        engine.resumedFrom = OptionalLong.of(12);
        engine.finishes();
        cli.run("run", "echo", "--input", "x", "--storage", "/state");
        assertThat(cli.out().lines().findFirst())
                .contains("resuming echo from checkpoint 12 (run echo-3fa1, storage /state)");
    }

    @Test
    void when_the_job_resumes_without_a_checkpoint_then_it_says_that_it_begins_from_the_start() {
        engine.resumedFrom = OptionalLong.of(0);
        engine.finishes();
        cli.run("run", "echo", "--input", "x");
        assertThat(cli.out()).startsWith("resuming echo from its beginning, as it had completed no checkpoint (run ");
    }

    @Test
    void when_the_job_finished_then_the_last_line_has_the_figures() {
        engine.finishes();
        cli.run("run", "echo", "--input", "x");
        assertThat(cli.out().strip().lines().reduce((a, b) -> b).orElseThrow())
                .matches("finished echo: 1,234 records read, 7 written in \\d+\\.\\d s \\([\\d,]+/s\\), 3 checkpoints");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void when_quiet_then_nothing_is_printed() {
        engine.finishes();
        assertThat(cli.run("run", "echo", "--input", "x", "--quiet")).isZero();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void when_output_is_no_terminal_then_there_are_no_control_characters() {
        engine.finishes();
        cli.run("run", "echo", "--input", "x");
        assertThat(cli.out()).doesNotContain("\u001b", "\r");
    }

    @Test
    void when_the_job_ends_on_a_terminal_then_its_progress_line_is_wiped_out() {
        engine.finishes();
        cli.onTerminal().run("run", "echo", "--input", "x");
        assertThat(cli.out()).endsWith("\r\u001b[K");
    }

    @Test
    void when_the_job_was_cancelled_then_the_exit_code_tells() {
        engine.cancel();
        assertThat(cli.run("run", "echo", "--input", "x")).isEqualTo(ExitCodes.STOPPED);
        assertThat(cli.out()).doesNotContain("finished");
    }

    @Test
    void when_a_jobs_help_is_asked_for_then_its_own_options_are_shown() {
        assertThat(cli.run("run", "echo", "--help")).isZero();
        assertThat(cli.out())
                .contains("Says what it hears.", "--input=PATH", "what it hears (required)", "--volume=VALUE")
                .contains("how loud (default: 11)", "--checkpoint-interval=DURATION", "--storage=DIR");
    }
}
