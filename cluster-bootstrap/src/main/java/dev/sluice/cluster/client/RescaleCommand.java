package dev.sluice.cluster.client;

import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.RescaleRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice rescale JOB N}. */
@Command(
        name = "rescale",
        description = "Gives a running job another parallelism, and spreads it over all nodes there are.",
        mixinStandardHelpOptions = true)
public final class RescaleCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    @Parameters(index = "1", paramLabel = "N", description = "Subtasks per operator.")
    private int parallelism;

    /** For the service loader. */
    public RescaleCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.post("/jobs/" + NodeClient.segment(job) + "/rescale", new RescaleRequest(parallelism));
    }

    @Override
    String show(String answer) {
        JobDocument rescaled = job(answer);
        return line("rescaled " + job + " to " + rescaled.parallelism()
                + (rescaled.lastRecovery() == null ? "" : "; " + JobReport.recovery(rescaled.lastRecovery())));
    }
}
