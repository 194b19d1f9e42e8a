package dev.sluice.cluster.client;

import dev.sluice.cluster.http.message.CheckpointList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice checkpoints JOB}. */
@Command(
        name = "checkpoints",
        description = "Lists the checkpoints that a job of a cluster has left and that can be begun from: "
                + "submit JOB --from RUN:CHECKPOINT.",
        mixinStandardHelpOptions = true)
public final class CheckpointsCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    /** For the service loader. */
    public CheckpointsCommand() {}

    @Override
    String ask(NodeClient client) {
        return client.get("/jobs/" + NodeClient.segment(job) + "/checkpoints");
    }

    @Override
    String show(String answer) {
        CheckpointList list = NodeClient.read(answer, CheckpointList.class);
        if (list.checkpoints().isEmpty()) {
            return line(job + " has left no checkpoints; those of a run that has finished are deleted");
        }
        Table table = new Table("CHECKPOINT", "COMPLETED", "SIZE");
        for (CheckpointList.Entry entry : list.checkpoints()) {
            table.add(entry.name(), entry.completedAt(), Sizes.text(entry.bytes()));
        }
        return table.toString();
    }
}
