package dev.sluice.cluster.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice status JOB}. */
@Command(
        name = "status",
        description = "Shows how a job of a cluster is, and where its subtasks are.",
        mixinStandardHelpOptions = true)
public final class StatusCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    /** For the service loader. */
    public StatusCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.get("/jobs/" + NodeClient.segment(job));
    }

    @Override
    String show(String answer) {
        return JobReport.of(job(answer));
    }
}
