package dev.sluice.cluster.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice stop JOB}. */
@Command(
        name = "stop",
        description =
                "Ends a job of a cluster behind a last checkpoint, from which it resumes when it is submitted again.",
        mixinStandardHelpOptions = true)
public final class StopCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    /** For the service loader. */
    public StopCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.post("/jobs/" + NodeClient.segment(job) + "/stop", null);
    }

    @Override
    String show(String answer) {
        return line("stopped " + job + " behind checkpoint " + job(answer).lastCheckpoint());
    }
}
