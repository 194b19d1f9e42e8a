package dev.sluice.cluster.client;

import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.Environment;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.TuningOptions;
import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.SubmitOptions;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What submitting a job takes, whether its options are known here or not; a picocli mixin. */
final class Submission {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Mixin
    private final TuningOptions tuning = new TuningOptions();

    @Option(names = "--wait", description = "Wait for the job's end, and end with its exit code.")
    private boolean wait;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    /** @return the command's exit code */
    int submit(CliContext context, String job, Map<String, String> parameters) {
        NodeClient client = node.client(context);
        String answer = client.post("/jobs", new SubmitRequest(job, parameters, options(context.environment())));
        JobDocument submitted = ClientCommand.job(answer);
        if (!wait) {
            say(
                    context,
                    answer,
                    "submitted " + job + " (run " + submitted.run() + ", parallelism " + submitted.parallelism()
                            + "); it is " + submitted.state());
            return ExitCodes.OK;
        }
        String last = await(client, submitted);
        JobDocument ended = ClientCommand.job(last);
        say(
                context,
                last,
                job + " is " + ended.state() + " (run " + ended.run() + ", " + ended.completedCheckpoints()
                        + " checkpoints, attempt " + ended.attempt() + ")");
        if (ended.state().equals("FAILED")) {
            throw new CommandException(
                    ExitCodes.JOB_FAILED,
                    "job failed: " + (ended.failure() == null ? ended.state() : JobReport.failure(ended.failure())));
        }
        return ended.state().equals("FINISHED") ? ExitCodes.OK : ExitCodes.STOPPED;
    }

    private SubmitOptions options(Environment environment) {
        StartFrom from = tuning.from(environment).orElse(null);
        return new SubmitOptions(
                tuning.parallelism().isPresent() ? tuning.parallelism().getAsInt() : null,
                tuning.checkpointInterval().map(Duration::toString).orElse(null),
                tuning.alignedTimeout().map(Duration::toString).orElse(null),
                tuning.rate().isPresent() ? tuning.rate().getAsLong() : null,
                tuning.fresh() ? true : null,
                tuning.stateBackend().map(StateBackendKind::text).orElse(null),
                from == null ? null : from.name(),
                from != null && from.allowDroppedState() ? true : null);
    }

    /** Asks each second; a coordinator that moves to another node is waited for. */
    private static String await(NodeClient client, JobDocument submitted) {
        Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
        String path = "/jobs/" + NodeClient.segment(submitted.job());
        long answered = System.nanoTime();
        while (true) {
            try {
                String answer = CompletableFuture.supplyAsync(() -> client.get(path), later)
                        .join();
                answered = System.nanoTime();
                JobDocument job = ClientCommand.job(answer);
                if (!job.run().equals(submitted.run())) {
                    throw new CommandException(
                            ExitCodes.JOB_FAILED,
                            "run " + submitted.run() + " was replaced by " + job.run() + " while it was waited for");
                }
                if (isOver(job.state())) {
                    return answer;
                }
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof CommandException failure)
                        || failure.exitCode() != ExitCodes.UNREACHABLE
                        || System.nanoTime() - answered > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    static boolean isOver(String state) {
        return switch (state) {
            case "FINISHED", "FAILED", "CANCELLED", "STOPPED" -> true;
            default -> false;
        };
    }

    private void say(CliContext context, String answer, String text) {
        context.out().println(node.json() ? answer : text);
        context.out().flush();
    }
}
