package dev.sluice.cluster.client;

import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.SavepointRequest;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice savepoint JOB --to DIR}. */
@Command(
        name = "savepoint",
        description = {
            "Writes all state of a running job to a folder, which can be copied anywhere and begun from: submit JOB --from DIR.",
            "The job goes on. The folder is the coordinating node's: name one that all nodes share."
        },
        mixinStandardHelpOptions = true)
public final class SavepointCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "A folder that does not exist yet, or is empty.")
    private String to = "";

    /** For the service loader. */
    public SavepointCommand() {}

    @Override
    String ask(NodeClient client) {
        String path = "/jobs/" + NodeClient.segment(job);
        SavepointRequest request = new SavepointRequest(resolve(to));
        return SavepointWait.await(client, path, client.post(path + "/savepoint", request), false);
    }

    @Override
    String show(String answer) {
        JobDocument.Savepoint savepoint = Objects.requireNonNull(job(answer).savepoint());
        return line("saved " + job + " as " + JobReport.savepoint(savepoint));
    }
}
