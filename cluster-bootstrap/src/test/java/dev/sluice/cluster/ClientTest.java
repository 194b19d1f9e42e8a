package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.cluster.client.CancelCommand;
import dev.sluice.cluster.client.CheckpointsCommand;
import dev.sluice.cluster.client.ListCommand;
import dev.sluice.cluster.client.RescaleCommand;
import dev.sluice.cluster.client.SavepointCommand;
import dev.sluice.cluster.client.StatusCommand;
import dev.sluice.cluster.client.StopCommand;
import dev.sluice.cluster.client.SubmitCommand;
import dev.sluice.cluster.http.ApiServer;
import dev.sluice.cluster.http.ScriptedJobs;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {
    private static final String TOKEN = "a-secret-of-ours";
    private static ScriptedJobs jobs;
    private static ApiServer server;

    private final Cli cli = new Cli(new ScriptedRuntime());

    @BeforeAll
    static void start() throws Exception {
        jobs = new ScriptedJobs();
        server = ApiServer.start(jobs, TOKEN);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void mend() {
        jobs.failure = null;
        jobs.asked = "";
        jobs.state = JobState.RUNNING;
        jobs.savepoint = null;
        jobs.afterwards = ScriptedJobs::completed;
        jobs.stateAfterwards = JobState.RUNNING;
    }

    @Test
    void when_a_known_job_is_submitted_then_its_own_options_are_sent_with_paths_made_absolute() {
        assertThat(ask(
                        "submit",
                        "echo",
                        "--input",
                        "in.csv",
                        "--parallelism",
                        "3",
                        "--checkpoint-interval",
                        "250ms",
                        "--aligned-timeout",
                        "40ms"))
                .isZero();
        assertThat(jobs.parameters).containsEntry("input", "/home/ann/in.csv");
        assertThat(jobs.options.parallelism()).isEqualTo(3);
        assertThat(jobs.options.checkpointInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(jobs.options.alignedTimeout()).isEqualTo(Duration.ofMillis(40));
        assertThat(cli.out())
                .isEqualToIgnoringNewLines("submitted echo (run echo-0a1b2c, parallelism 2); it is RUNNING");
    }

    @Test
    void when_a_job_is_not_known_here_then_the_node_decides() {
        assertThat(ask(
                        "submit",
                        "totals",
                        "--param",
                        "input=in.csv",
                        "--rate",
                        "1000",
                        "--fresh",
                        "--state-backend",
                        "rocksdb"))
                .isZero();
        assertThat(jobs.options.stateBackend()).hasValue(StateBackendKind.ROCKSDB);
        assertThat(jobs.parameters).containsEntry("input", "in.csv");
        assertThat(jobs.options.rate()).hasValue(1000);
        assertThat(jobs.options.fresh()).isTrue();
        assertThat(ask("submit", "nothing")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).isEqualToIgnoringNewLines("sluice: there is no job \"nothing\"; jobs: totals");
    }

    @Test
    void when_a_parameter_is_missing_then_the_node_is_not_asked() {
        assertThat(ask("submit", "echo")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("needs the parameter \"input\"").hasLineCount(1);
        assertThat(jobs.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, 0", "FAILED, 1", "CANCELLED, 130", "STOPPED, 130"})
    void when_a_job_is_waited_for_then_the_exit_code_says_how_it_ended(JobState end, int exitCode) {
        jobs.state = end;
        assertThat(ask("submit", "totals", "--wait")).isEqualTo(exitCode);
        assertThat(cli.out()).contains("totals is " + end);
        if (end == JobState.FAILED) {
            assertThat(cli.err())
                    .isEqualToIgnoringNewLines(
                            "sluice: job failed: operator \"total\" (subtask 1) failed at Payment[id=7]: / by zero");
        }
    }

    @Test
    void when_jobs_are_listed_then_each_has_a_row() {
        assertThat(ask("list")).isZero();
        assertThat(cli.out().lines().toList())
                .containsExactly(
                        "JOB     STATE    PARALLELISM  ATTEMPT  CHECKPOINTS  FAILED  RUN",
                        "totals  RUNNING  2            2        17           1       totals-0a1b2c");
    }

    @Test
    void when_a_job_is_shown_then_its_recovery_its_failure_and_its_subtasks_are() {
        assertThat(ask("status", "totals")).isZero();
        assertThat(cli.out())
                .contains("17 completed, 1 failed, the last is 17")
                .contains("node-lost: records stood still for 0.46 s (0.12 s to stop, 0.34 s to restore)")
                .contains("operator \"total\" (subtask 1) failed at Payment[id=7]: / by zero")
                .contains("total   0        127.0.0.1:25520  2        2026-01-01T00:00:00Z  1000")
                .contains("total   1        -                2        -");
    }

    @Test
    void when_a_job_is_ended_or_rescaled_then_what_came_of_it_is_said_in_a_line() {
        assertThat(ask("cancel", "totals")).isZero();
        assertThat(jobs.asked).isEqualTo("cancel totals");
        assertThat(ask("stop", "totals")).isZero();
        assertThat(jobs.asked).isEqualTo("stop totals");
        assertThat(ask("rescale", "totals", "4")).isZero();
        assertThat(jobs.asked).isEqualTo("rescale totals 4");
        assertThat(ask("rescale", "totals", "2")).isZero();
        assertThat(cli.out().lines().toList())
                .containsExactly(
                        "cancelled totals; its last checkpoint is 17",
                        "stopped totals behind checkpoint 17",
                        "rescaled totals to 4; node-lost: records stood still for 0.46 s (0.12 s to stop, 0.34 s to restore)",
                        "rescaled totals to 2; node-lost: records stood still for 0.46 s (0.12 s to stop, 0.34 s to restore)");
    }

    @Test
    void when_a_savepoint_is_asked_for_then_it_is_waited_for_and_said_how_large_it_is() {
        assertThat(ask("savepoint", "totals", "--to", "saved/first")).isZero();
        assertThat(cli.out())
                .isEqualToIgnoringNewLines("saved totals as /home/ann/saved/first (checkpoint 18, 2.5 MB)");
    }

    @Test
    void when_a_savepoint_fails_then_it_is_said_why_and_how_the_job_is() {
        jobs.afterwards = ScriptedJobs::failed;
        assertThat(ask("savepoint", "totals", "--to", "/saved")).isEqualTo(ExitCodes.JOB_FAILED);
        assertThat(cli.err())
                .isEqualToIgnoringNewLines(
                        "sluice: the savepoint /saved was not taken: the disk is full; the job is RUNNING");
    }

    @Test
    void when_the_coordinator_forgets_a_savepoint_then_it_is_said_what_to_look_at() {
        jobs.afterwards = asked -> null;
        assertThat(ask("savepoint", "totals", "--to", "/saved")).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(cli.err()).contains("coordinator was replaced", "see whether /saved is there");
    }

    @Test
    void when_a_job_is_stopped_with_a_savepoint_then_its_end_is_waited_for() {
        jobs.stateAfterwards = JobState.STOPPED;
        assertThat(ask("stop", "totals", "--savepoint", "/saved")).isZero();
        assertThat(cli.out())
                .isEqualToIgnoringNewLines(
                        "stopped totals behind savepoint /saved (checkpoint 18, 2.5 MB); it is STOPPED");
    }

    @Test
    void when_a_job_is_drained_then_it_says_so_and_a_savepoint_is_needed() {
        jobs.stateAfterwards = JobState.FINISHED;
        assertThat(ask("stop", "totals", "--savepoint", "/saved", "--drain")).isZero();
        assertThat(cli.out()).startsWith("drained totals behind savepoint /saved");
        assertThat(ask("stop", "totals", "--drain")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("--savepoint DIR");
    }

    @Test
    void when_checkpoints_are_listed_then_each_has_a_row_with_the_name_to_begin_from() {
        assertThat(ask("checkpoints", "totals")).isZero();
        assertThat(cli.out().lines().toList())
                .containsExactly(
                        "CHECKPOINT        COMPLETED             SIZE",
                        "totals-0a1b2c:17  2026-01-01T00:00:00Z  1.2 MB",
                        "totals-000000:3   2025-12-31T23:58:20Z  999 B");
    }

    @Test
    void when_a_job_is_submitted_from_a_savepoint_or_checkpoint_then_the_node_is_told() {
        assertThat(ask("submit", "totals", "--from", "saved/first", "--allow-dropped-state"))
                .isZero();
        assertThat(jobs.options.from())
                .contains(StartFrom.savepoint("/home/ann/saved/first").allowingDroppedState());
        assertThat(ask("submit", "totals", "--from", "totals-0a1b2c:17")).isZero();
        assertThat(jobs.options.from()).contains(StartFrom.checkpoint("totals-0a1b2c", 17));
        assertThat(ask("submit", "totals", "--from", "totals-0a1b2c", "--fresh"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("leave out --fresh").hasLineCount(1);
    }

    @Test
    void when_json_is_wanted_then_the_answer_is_printed_as_it_is() {
        assertThat(ask("status", "totals", "--json")).isZero();
        assertThat(cli.out()).startsWith("{\"job\":\"totals\"").hasLineCount(1);
    }

    @Test
    void when_the_cluster_refuses_then_its_reason_is_one_line() {
        jobs.failure = new JobRefusedException("job \"totals\" runs already;\n stop it first");
        assertThat(ask("submit", "totals")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).isEqualToIgnoringNewLines("sluice: job \"totals\" runs already; stop it first");
    }

    @Test
    void when_the_coordinator_does_not_answer_then_the_exit_code_says_that_it_may_later() {
        jobs.failure = new TimeoutException("ask");
        assertThat(ask("cancel", "totals")).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(cli.err()).contains("the coordinator did not answer in time").hasLineCount(1);
    }

    @Test
    void when_the_token_is_wrong_then_the_option_is_named() {
        assertThat(run("list", "--node", server.address().toString(), "--token", "another-secret"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("--token or SLUICE_TOKEN").hasLineCount(1);
    }

    @Test
    void when_no_node_answers_then_the_exit_code_is_its_own() throws Exception {
        String nobody = "http://127.0.0.1:" + freePort();
        assertThat(run("list", "--node", nobody)).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(cli.err())
                .startsWith("sluice: no answer from " + nobody)
                .contains("--node URL")
                .hasLineCount(1);
    }

    @Test
    void when_the_first_node_is_down_then_the_next_is_asked() throws Exception {
        String nodes = "127.0.0.1:" + freePort() + "," + server.address();
        assertThat(run("list", "--node", nodes, "--token", TOKEN)).isZero();
        assertThat(cli.out()).contains("totals");
    }

    @Test
    void when_something_else_answers_then_that_is_said() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            String node = "http://127.0.0.1:" + other.getAddress().getPort();
            assertThat(run("list", "--node", node)).isEqualTo(ExitCodes.UNREACHABLE);
            assertThat(cli.err())
                    .contains("does not answer as a Sluice node does (HTTP 404)")
                    .hasLineCount(1);
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list --node ftp://x | --node must be an address such as http://127.0.0.1:8558, but is \"ftp://x\"",
                "list --ca-cert /nowhere.pem | --ca-cert /nowhere.pem is not a certificate that can be read",
                "status | Missing required parameter: 'JOB'",
                "submit | the job is missing: sluice submit JOB; known here: echo",
                "rescale totals | Missing required parameter: 'N'",
                "rescale totals many | 'many' is not an int",
                "submit totals --rate fast | \"fast\" is not a whole number",
            })
    void when_the_command_line_is_wrong_then_one_line_says_so(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).startsWith("sluice: ").contains(message).hasLineCount(1);
    }

    private int ask(String... args) {
        return run(Stream.concat(
                        Stream.of(args), Stream.of("--node", server.address().toString(), "--token", TOKEN))
                .toArray(String[]::new));
    }

    private int run(String... args) {
        return cli.run(
                List.of(
                        new SubmitCommand(),
                        new ListCommand(),
                        new StatusCommand(),
                        new CancelCommand(),
                        new StopCommand(),
                        new SavepointCommand(),
                        new CheckpointsCommand(),
                        new RescaleCommand()),
                args);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
