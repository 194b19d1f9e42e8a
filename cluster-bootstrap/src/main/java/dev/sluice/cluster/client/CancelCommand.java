package dev.sluice.cluster.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice cancel JOB}. */
@Command(
        name = "cancel",
        description = "Ends a job of a cluster at once. Submitted again it resumes from its last checkpoint.",
        mixinStandardHelpOptions = true)
public final class CancelCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    /** For the service loader. */
    public CancelCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.post("/jobs/" + NodeClient.segment(job) + "/cancel", null);
    }

    @Override
    String show(String answer) {
        return line(
                "cancelled " + job + "; its last checkpoint is " + job(answer).lastCheckpoint());
    }
}
