package dev.sluice.cluster.client;

import dev.sluice.cluster.http.message.JobList;
import picocli.CommandLine.Command;

/** {@code sluice list}. */
@Command(name = "list", description = "Lists the jobs of a cluster.", mixinStandardHelpOptions = true)
public final class ListCommand extends ClientCommand {
    /** For the service loader. */
    public ListCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.get("/jobs");
    }

    @Override
    String show(String answer) {
        return JobReport.of(NodeClient.read(answer, JobList.class).jobs());
    }
}
